import type { Query } from '../../http/query.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import { type HaloRecord, passes, type Test } from '../../store/port.js';

/** Fields of a ticket by the name that a filter has for them, where it is not the field's own. */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['agent', ['agent_id', 'agent_name']],
  ['client', ['client_id', 'client_name']],
  ['priority', ['priority_id', 'priority_name']],
  ['requesttype', ['tickettype_id', 'tickettype_name']],
  ['site', ['site_id', 'site_name']],
  ['status', ['status_id', 'status_name']],
  ['team', ['team_id', 'team']],
  ['tickettype', ['tickettype_id', 'tickettype_name']],
  ['user', ['user_id', 'user_name']],
]);

const EXCLUDES = 1;

/** The test of one row of a filter profile: a field that has one of some values, or none of them. */
function testOf(row: HaloRecord): Test {
  const name = String(row.filter_name ?? '').toLowerCase();
  const fields = FIELDS.get(name) ?? [name];
  const listed = [...objectsOf(row.multiselect_value), ...objectsOf(row.filter_values)].map(
    (value) => value.id ?? value.name,
  );
  const values = listed.length > 0 ? listed : String(row.filter_value ?? '').split(',');
  const wanted = new Set(values.map((value) => String(value).trim().toLowerCase()));
  const has = (record: HaloRecord): boolean =>
    fields.some((field) => wanted.has(String(record[field] ?? '').toLowerCase()));
  return row.filter_type === EXCLUDES ? (record) => !has(record) : has;
}

function profile(
  attribute: string,
  id: number | undefined,
  context: Context,
): HaloRecord | undefined {
  return id === undefined ? undefined : context.records(attribute).get(id);
}

/** What a saved list says of a profile: the query's own number counts first, then that of the list. */
function profileOf(
  kind: 'filter' | 'column',
  query: Query,
  context: Context,
): HaloRecord | undefined {
  const own = query.int(kind === 'filter' ? 'view_id' : 'columns_id');
  const list = profile('viewLists', query.int('list_id'), context);
  const number = own ?? (Number(list?.[`${kind}_profile_id`] ?? 0) || undefined);
  return profile(kind === 'filter' ? 'viewFilters' : 'viewColumns', number, context);
}

/** Columns of the profile that a query names, in their order. */
const columnsOf = (query: Query, context: Context): HaloRecord[] =>
  objectsOf(profileOf('column', query, context)?.columns).sort(
    (a, b) => Number(a.column_seq ?? 0) - Number(b.column_seq ?? 0),
  );

/** A filter profile narrows a list of tickets, a column profile says which fields its rows show, and a saved list names both. */
export const ticketsByProfiles: Behaviour = {
  ids: ['list.profiles-steer'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    scope: (query, context) => {
      const tests = objectsOf(profileOf('filter', query, context)?.filters).map(testOf);
      return tests.length === 0
        ? undefined
        : (record) => tests.every((test) => passes(record, test));
    },
    shows: (query, context) =>
      columnsOf(query, context).map(({ column_name: name }) => String(name)),
    envelope: (query, context) => {
      const columns = query.flag('includecolumns') === true ? columnsOf(query, context) : [];
      return columns.length === 0
        ? {}
        : { columns_id: profileOf('column', query, context)?.id, columns };
    },
  },
};

/** A saved list counts its tickets where it is asked to. */
export const viewListsCount: Behaviour = {
  ids: ['view-lists.ticket-count'],
  resource: 'viewLists',
  rules: {
    extraFields: { ticket_count: 'int' },
    detail: (list, query, context) =>
      query.flag('showcounts') === true ? { ...list, ticket_count: count(list, context) } : list,
    source: (query, context) =>
      query.flag('showcounts') === true
        ? [...context.records('viewLists').scan()].map((list) => ({
            ...list,
            ticket_count: count(list, context),
          }))
        : undefined,
  },
};

function count(list: HaloRecord, context: Context): number {
  const tests = objectsOf(
    context.records('viewFilters').get(Number(list.filter_profile_id))?.filters,
  ).map(testOf);
  return context.records('tickets').select({ tests, order: undefined, from: 0, size: 0 }).count;
}
