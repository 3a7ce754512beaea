import { detailsOf, type Narrowing } from 'halopsa-catalogue/details';
import { canBeMeant, isOffered, type Reference } from 'halopsa-catalogue/references';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import type { LookupValue } from './field.js';
import type { ValueSource } from './known-fields.js';
import { lookupValues } from './lookup-values.js';

/** The values that a source lists for tickets of a type; each list is read once and kept for a while. */
export async function listValues(
  context: Context,
  source: ValueSource,
  ticketType: WireRecord,
): Promise<LookupValue[]> {
  if (source.kind === 'lookup') return lookupValues(context, source.lookup);
  const { reference } = source;
  const narrowing = detailsOf('tickets').typeForm?.narrows?.[reference.resource];
  const query = filterOf(narrowing, ticketType);
  const isAllowed = allowedBy(narrowing, ticketType);
  const rows = await rowsOf(context, reference.resource, query);
  const values = rows
    .filter((row) => isOffered(row) && canBeMeant(row, reference) && fits(row, query))
    .map((row) => toValue(row, reference))
    .filter(({ id }) => isAllowed(id));
  return [...new Map(values.map((value) => [value.id, value])).values()];
}

type Query = Readonly<Record<string, number>>;

function filterOf(narrowing: Narrowing | undefined, ticketType: WireRecord): Query {
  if (!narrowing || !('filter' in narrowing)) return {};
  const value = Number(ticketType[narrowing.from]);
  return value > 0 ? { [narrowing.filter]: value } : {};
}

/** A server that ignores the filter answers with the others as well, which say whose they are. */
const fits = (row: WireRecord, query: Query): boolean =>
  Object.entries(query).every(
    ([name, value]) => row[name] === undefined || Number(row[name]) === value,
  );

function allowedBy(
  narrowing: Narrowing | undefined,
  ticketType: WireRecord,
): (id: number | string) => boolean {
  if (!narrowing || !('list' in narrowing)) return () => true;
  const { list, by, unless } = narrowing;
  const members = ticketType[list];
  if (ticketType[unless] !== false || !Array.isArray(members)) return () => true;
  const allowed = new Set((members as WireRecord[]).map((member) => member[by]));
  return (id) => allowed.has(id);
}

function rowsOf(context: Context, name: string, query: Query): Promise<WireRecord[]> {
  return context.memory.recall(`list ${name} ${JSON.stringify(query)}`, () =>
    context.halo.resource(name).listAll(query).toArray(),
  );
}

/** Where a field holds the name itself, the value is told apart by the number of its record. */
function toValue(row: WireRecord, { key, label = 'name' }: Reference): LookupValue {
  return { id: row[key === label ? 'id' : key] as number, label: String(row[label] ?? '') };
}
