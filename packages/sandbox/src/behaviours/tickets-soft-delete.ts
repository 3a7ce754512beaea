import type { Context } from '../resources/context.js';
import type { Behaviour } from '../resources/rules.js';
import type { Collection, HaloRecord } from '../store/port.js';

/** Where deleted tickets are kept; no resource has this name. */
const bin = (context: Context): Collection => context.records('tickets:deleted');

/** A deleted ticket answers 404 and is in no list but `deleted=true`; `_recover` brings it back. */
export const ticketsSoftDelete: Behaviour = {
  ids: ['tickets.soft-delete', 'tickets.recover'],
  resource: 'tickets',
  rules: {
    source: (query, context) => (query.flag('deleted') === true ? bin(context).scan() : undefined),
    removed: (ticket, context) => bin(context).put(Number(ticket.id), { ...ticket, deleted: true }),
    recover: (patch, context) => {
      const ticket = patch._recover === true ? bin(context).get(Number(patch.id)) : undefined;
      if (!ticket) return;
      bin(context).remove(Number(patch.id));
      const { deleted: _, ...restored } = ticket;
      context.records('tickets').put(Number(patch.id), restored as HaloRecord);
    },
  },
};
