import type { Operation } from 'halopsa-catalogue';
import { type NameKey, type NameKeys, nameKeysOf, nameParametersOf } from 'halopsa-catalogue/names';
import { demandBody } from '../codec/body.js';
import { type Fields, type FieldValue, fieldsOf, isPlainObject } from '../codec/json-value.js';
import type { Query, QueryValue } from '../codec/query.js';
import { shown } from '../codec/shown.js';
import type { CallOptions } from '../core/call.js';
import type { ClientContext, ResourceParts } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { idOf, idsOf, isId } from './id-of.js';
import { lookUp } from './namesakes.js';
import { scopeOf } from './scope-of.js';

/**
 * Records with ids in place of the names in them: `{ client: 'Acme' }` is sent as `{ client_id: 12 }`. Everything else in them is held
 * against the catalogue before a name is looked up.
 */
export async function withIds(
  context: ResourceParts,
  operation: Operation,
  records: readonly WireRecord[],
  options: CallOptions,
): Promise<readonly WireRecord[]> {
  const { resource } = context;
  const keys = nameKeysOf(resource.attribute);
  const named = records.map((record) => namesIn(fieldsOf(record), keys));
  demandIds(operation.id, records, keys);
  if (named.every((names) => names.length === 0)) return records;
  const what = (at: number): string =>
    records.length > 1 ? `${operation.id} record ${at + 1}` : operation.id;
  const held = records.map((record, at) =>
    withoutNames(what(at), fieldsOf(record), named[at] ?? []),
  );
  demandBody(operation, resource, held);
  const sent: WireRecord[] = [];
  for (const [at, record] of records.entries())
    sent.push(
      await recordWithIds(
        context,
        { what: what(at), record: fieldsOf(record), names: named[at] ?? [] },
        options,
      ),
    );
  return sent;
}

/** Records for a check that sends nothing: an id stands in for each name. */
export function withoutLookUp(
  { resource }: ResourceParts,
  records: readonly WireRecord[],
): readonly WireRecord[] {
  const keys = nameKeysOf(resource.attribute);
  return records.map((record) =>
    withoutNames(`${resource.attribute}.check`, fieldsOf(record), namesIn(fieldsOf(record), keys)),
  );
}

/** The wire names of fields, some of which may be words for names. */
export function wireNames({ resource }: ResourceParts, fields: readonly string[]): string[] {
  const keys = nameKeysOf(resource.attribute);
  return fields.map((field) => keys.get(field)?.field ?? field);
}

/** A query with ids in place of the names in it. */
export async function queryWithIds(
  context: ClientContext,
  operation: Operation,
  query: Query,
  options: CallOptions,
): Promise<Query> {
  const names = namesIn(query, nameParametersOf(operation));
  if (names.length === 0) return query;
  const { id } = operation;
  const sent: Record<string, QueryValue> = withoutNames(id, query, names) as Record<
    string,
    QueryValue
  >;
  for (const name of inOrder(names)) {
    const what = `${id} ${name.key}`;
    const scope = scopeOf(name, { values: sent, given: query });
    sent[name.field] = await idsOf(context, { what, key: name, scope }, query[name.key], options);
  }
  return sent;
}

/** Sites and users are told apart by the client, so that comes first. */
const inOrder = (names: readonly NameKey[]): NameKey[] =>
  [...names].sort(
    ({ reference: one }, { reference: other }) =>
      (one.within?.length ?? 0) - (other.within?.length ?? 0),
  );

/** The names in a record; what is no word of its own but a wire name that holds its id already is none. */
function namesIn(record: Fields, keys: NameKeys): NameKey[] {
  if (keys.size === 0 || !isPlainObject(record)) return [];
  return Object.keys(record).flatMap((key) => {
    const found = keys.get(key);
    return found && isName(found, record[key]) ? [found] : [];
  });
}

/** A wire name keeps its meaning: only a text that is no number can be a name in it. An object is a record that was read. */
function isName({ key, field }: NameKey, value: FieldValue): boolean {
  if (value === undefined) return false;
  if (key !== field) return !isPlainObject(value);
  const texts = Array.isArray(value) ? value : [value];
  return texts.some((text) => typeof text === 'string' && !/^[\s\d,-]*$/.test(text));
}

/** A record without the names in it, each with an id in its place that stands for no record. */
function withoutNames(what: string, record: Fields, names: readonly NameKey[]): WireRecord {
  if (names.length === 0) return record;
  const rest: Record<string, FieldValue> = { ...record };
  for (const { key, field } of names) {
    if (key !== field && rest[field] !== undefined)
      throw new HaloUsageError(
        `${what}: ${key} and ${field} are both given, and stand for the same`,
        'Give one of them. Nothing was sent.',
      );
    demandName(`${what} ${key}`, record[key]);
    if (key !== field) delete rest[key];
    rest[field] = record[key] === null ? null : 1;
  }
  return rest;
}

/** No record has a longer name, and a search for it would be refused by its length. */
const longestName = 500;

function demandName(what: string, value: FieldValue): void {
  const isOne = (one: FieldValue): boolean =>
    (typeof one === 'string' && one.trim() !== '' && one.length <= longestName) ||
    Number.isInteger(one);
  const isGiven = Array.isArray(value) ? value.length > 0 && value.every(isOne) : isOne(value);
  if (value !== null && !isGiven)
    throw new HaloUsageError(
      `${what} takes a name or an id, not ${shown(value)}`,
      'Nothing was sent.',
    );
}

/** An id that is a name: it has a word of its own. */
function demandIds(what: string, records: readonly WireRecord[], keys: NameKeys): void {
  for (const { key, field, takesNumber } of keys.values())
    for (const record of key === field || !takesNumber ? [] : records) {
      const value = record?.[field];
      if (typeof value === 'string' && !isId(value))
        throw new HaloUsageError(
          `${what}: ${field} takes an id, not ${shown(value)}`,
          `Give a name as ${key}. Nothing was sent.`,
        );
    }
}

/** A record of a write, with its names. */
interface NamedRecord {
  readonly what: string;
  readonly record: Fields;
  readonly names: readonly NameKey[];
}

async function recordWithIds(
  context: ResourceParts,
  { what, record, names }: NamedRecord,
  options: CallOptions,
): Promise<WireRecord> {
  const sent: Record<string, FieldValue> = { ...record };
  for (const { key, field } of names) if (key !== field) delete sent[key];
  for (const name of inOrder(names)) {
    const value = record[name.key];
    const present = await presentOf(context, { record, sent, name }, options);
    const scope = scopeOf(name, {
      values: sent,
      given: record,
      record: present && fieldsOf(present),
    });
    sent[name.field] =
      value === null
        ? null
        : await idOf(context, { what: `${what} ${name.key}`, key: name, scope }, value, options);
  }
  return sent;
}

/** The record that is changed, where what it belongs to narrows a name down and is not given. */
async function presentOf(
  { halo, resource }: ResourceParts,
  {
    record,
    sent,
    name: { reference },
  }: { readonly record: Fields; readonly sent: Fields; readonly name: NameKey },
  { signal, headers, lane }: CallOptions,
): Promise<WireRecord | undefined> {
  const [outer] = reference.within ?? [];
  const { id } = record;
  if (outer === undefined || (sent[outer] !== undefined && sent[outer] !== null)) return undefined;
  if ((typeof id !== 'number' && typeof id !== 'string') || !resource.operations.get)
    return undefined;
  return halo.resource(resource.attribute).get(id, {}, lookUp({ signal, headers, lane }));
}
