import type { Behaviour } from '../resources/rules.js';
import type { HaloRecord } from '../store/port.js';

const isClosed = (ticket: HaloRecord): boolean => ticket.hasbeenclosed === true;
const yes = (value: string): boolean => /^(true|1)$/i.test(value);

/** Tickets come newest first and can be narrowed to open or closed ones. */
export const ticketsLists: Behaviour = {
  ids: ['tickets.newest-first', 'tickets.open-and-closed-filters', 'tickets.requesttype-filter'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    order: { field: 'dateoccurred', descending: true },
    searchFields: ['id', 'summary', 'details', 'client_name', 'user_name', 'third_party_id_string', 'supplier_reference'],
    filters: {
      open_only: (value) => (yes(value) ? (ticket) => !isClosed(ticket) : undefined),
      closed_only: (value) => (yes(value) ? isClosed : undefined),
      includeclosed: (value) => (/^(false|0)$/i.test(value) ? (ticket) => !isClosed(ticket) : undefined),
      requesttype: (value) => among('tickettype_id', value),
      requesttype_id: (value) => among('tickettype_id', value),
      ticketids: (value) => among('id', value),
      excludethese: (value) => {
        const test = among('id', value);
        return (ticket) => !test(ticket);
      },
      mine: (value, _query, context) => (yes(value) ? (ticket) => ticket.agent_id === context.session.agentId : undefined),
      team_name: (value) => (ticket) => String(ticket.team ?? '').toLowerCase() === value.toLowerCase(),
    },
  },
};

/** The test that a number is in a comma-separated list. */
function among(field: string, value: string): (record: HaloRecord) => boolean {
  const wanted = new Set<unknown>(value.split(',').map((part) => Number(part.trim())));
  return (record) => wanted.has(record[field]);
}
