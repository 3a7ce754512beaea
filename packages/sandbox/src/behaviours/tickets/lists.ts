import type { Behaviour } from '../../resources/contract.js';
import { numberPredicate } from '../../resources/filters.js';
import type { HaloValue, Test } from '../../store/port.js';

const closed: Test = { field: 'hasbeenclosed', accepts: (value) => value === true };
const open: Test = { field: 'hasbeenclosed', accepts: (value) => value !== true };
const yes = (value: string): boolean => /^(true|1)$/i.test(value);

/** Tickets come newest first and can be narrowed to open or closed ones. */
export const ticketsLists: Behaviour = {
  ids: ['tickets.newest-first', 'tickets.open-and-closed-filters', 'tickets.requesttype-filter'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    order: { field: 'dateoccurred', descending: true },
    searchFields: [
      'id',
      'summary',
      'details',
      'client_name',
      'user_name',
      'third_party_id_string',
      'supplier_reference',
    ],
    filters: {
      open_only: (value) => (yes(value) ? open : undefined),
      closed_only: (value) => (yes(value) ? closed : undefined),
      includeclosed: (value) => (/^(false|0)$/i.test(value) ? open : undefined),
      requesttype: (value) => numberPredicate('tickettype_id', value.split(',')),
      requesttype_id: (value) => numberPredicate('tickettype_id', value.split(',')),
      ticketids: (value) => numberPredicate('id', value.split(',')),
      excludethese: (value) => {
        const unwanted = new Set<HaloValue>(value.split(',').map((part) => Number(part.trim())));
        return { field: 'id', accepts: (id) => !unwanted.has(id) };
      },
      mine: (value, _query, context) =>
        yes(value)
          ? { field: 'agent_id', accepts: (id) => id === context.session.agentId }
          : undefined,
      team_name: (value) => ({
        field: 'team',
        accepts: (team) => String(team ?? '').toLowerCase() === value.toLowerCase(),
      }),
    },
  },
};
