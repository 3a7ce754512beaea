import type { Query } from '../http/query.js';
import type { Behaviour } from '../resources/contract.js';
import { parseHaloDate } from '../resources/halo-date.js';
import type { Test } from '../store/port.js';

const nothing: Test = () => false;
const without =
  (names: readonly string[]) =>
  (query: Query): boolean =>
    names.every((name) => query.text(name) === undefined);

/** Actions come newest first; a list that names no ticket and no period is empty. */
export const actionsNewestFirst: Behaviour = {
  ids: ['actions.newest-first', 'actions.unfiltered-empty'],
  resource: 'actions',
  rules: {
    order: { field: 'id', descending: true },
    scope: (query) => (without(['ticket_id', 'startdate', 'enddate'])(query) ? nothing : undefined),
  },
};

/** Changes of assets and installed software are listed for one asset; of none there are none. */
export const assetHistoryNeedsAsset: Behaviour = {
  ids: ['assets.history-needs-asset'],
  resource: ['assetChanges', 'assetSoftware'],
  rules: { scope: (query) => (without(['asset_id', 'device_id'])(query) ? nothing : undefined) },
};

/** What an agent costs is shown on request alone. */
export const agentsCostOnRequest: Behaviour = {
  ids: ['agents.costprice-on-request'],
  resource: 'agents',
  rules: { rowFlags: { includedetails: ['costprice'] } },
};

/** The start of a ticket is on the ticket itself, and not on its row. */
export const ticketRowsWithoutStart: Behaviour = {
  ids: ['tickets.rows-without-startdate'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: { rowFlags: { 'startdate of rows': ['startdate'] } },
};

/** Types of tickets belong to an area, and an area of tickets shows those of its types. */
export const ticketsByArea: Behaviour = {
  ids: ['tickets.area-filter'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    filters: {
      ticketarea_id: (value, _query, context) => {
        const types = [...context.records('ticketTypes').scan()].filter((type) => String(type.ticketarea_id ?? '') === value.trim());
        const ids = new Set(types.map(({ id }) => id));
        return { field: 'tickettype_id', accepts: (id) => ids.has(id) };
      },
    },
  },
};

/** The area of a ticket type, which its contract does not tell of. */
export const ticketTypesHaveArea: Behaviour = {
  ids: ['tickets.area-filter'],
  resource: 'ticketTypes',
  rules: { extraFields: { ticketarea_id: 'int' } },
};

/** approvers_only narrows users to those who approve; the documented name without the line does nothing. */
export const usersApproversOnly: Behaviour = {
  ids: ['users.approvers-only'],
  resource: 'users',
  rules: {
    filters: {
      approvers_only: (value) => (/^(true|1)$/i.test(value) ? (user) => APPROVES.some((field) => user[field] === true) : undefined),
    },
  },
};

const APPROVES = ['ischangeapprover', 'ischangeapprover2', 'ispoapprover'] as const;

/** One source says that the deeper categories do not narrow a list, against the document. */
export const ticketsDeeperCategories: Behaviour = {
  ids: ['tickets.deeper-categories-ignored'],
  resource: ['tickets', 'projects', 'opportunities'],
  optional: true,
  rules: { filters: { category_2: () => undefined, category_3: () => undefined, category_4: () => undefined } },
};

/** One source says that a plain search of clients is ignored, against others and the document. */
export const clientsSearchIgnored: Behaviour = {
  ids: ['clients.search-ignored'],
  resource: 'clients',
  optional: true,
  rules: { searchFields: [] },
};

const lastUpdate = (value: string, fits: (updated: number, bound: number) => boolean): Test | undefined => {
  const bound = parseHaloDate(value);
  if (bound === undefined) return undefined;
  return (record) => {
    const updated = parseHaloDate(String(record.last_update ?? record.lastactiondate ?? ''));
    return updated !== undefined && fits(updated, bound);
  };
};

/** Tickets are narrowed by when they last changed, though the document takes the bounds for booleans. */
export const ticketsByLastUpdate: Behaviour = {
  ids: ['tickets.lastupdate-datetimes'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    filters: {
      lastupdatefromdate: (value) => lastUpdate(value, (updated, bound) => updated >= bound),
      lastupdatetodate: (value) => lastUpdate(value, (updated, bound) => updated <= bound),
    },
  },
};
