import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import type { LookupValue } from './field.js';
import type { ValueSource } from './known-fields.js';
import { lookupValues } from './lookup-values.js';

/** The values that a source lists for tickets of a type; each list is read once and kept for a while. */
export function listValues(
  context: Context,
  source: ValueSource,
  ticketType: WireRecord,
): Promise<LookupValue[]> {
  switch (source.kind) {
    case 'lookup':
      return lookupValues(context, source.lookup);
    case 'category':
      return all(context, 'categories', {}).then((rows) =>
        rows.filter((row) => Number(row.type_id) === source.type).map(toValue('value')),
      );
    default:
      return readers[source.of](context, ticketType);
  }
}

type Reader = (context: Context, ticketType: WireRecord) => Promise<LookupValue[]>;

const readers: Readonly<Record<Extract<ValueSource, { kind: 'list' }>['of'], Reader>> = {
  statuses: async (context, type) => {
    const rows = await all(context, 'statuses', {});
    const allowed =
      type.allowall_status === false && Array.isArray(type.allowed_status)
        ? type.allowed_status
        : undefined;
    const ids = allowed && new Set(allowed.map(({ status_id: id }: WireRecord) => id));
    return rows.filter(({ id }) => !ids || ids.has(id)).map(toValue('name'));
  },
  priorities: async (context, type) => {
    const sla = Number(type.default_sla);
    const rows = await all(context, 'priorities', sla > 0 ? { slaid: sla } : {});
    const valid = rows.filter(
      (row) => !(sla > 0) || row.slaid === undefined || Number(row.slaid) === sla,
    );
    // Tickets keep the number; the row's id is a GUID (behaviour: priorities.guid-id).
    return distinct(
      valid
        .filter((row) => row.ishidden !== true)
        .map((row) => ({ id: row.priorityid as number, label: String(row.name) })),
    );
  },
  teams: async (context) =>
    (await all(context, 'teams', {}))
      .filter(({ inactive }) => inactive !== true)
      .map(toValue('name')),
  agents: async (context) =>
    (await all(context, 'agents', {}))
      .filter(({ isdisabled }) => isdisabled !== true)
      .map(toValue('name')),
  outcomes: async (context) =>
    (await all(context, 'outcomes', {}))
      .filter(({ hidden }) => hidden !== true)
      .map(toValue('outcome')),
};

function all(
  context: Context,
  name: string,
  query: Readonly<Record<string, number>>,
): Promise<WireRecord[]> {
  return context.memory.recall(`list ${name} ${JSON.stringify(query)}`, () =>
    context.halo.resource(name).listAll(query).toArray(),
  );
}

const toValue =
  (field: string) =>
  (row: WireRecord): LookupValue => ({ id: row.id as number, label: String(row[field] ?? '') });

const distinct = (list: readonly LookupValue[]): LookupValue[] => [
  ...new Map(list.map((value) => [value.id, value])).values(),
];
