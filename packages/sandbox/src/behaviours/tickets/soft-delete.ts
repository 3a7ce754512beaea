import type { Behaviour, Context } from '../../resources/contract.js';
import type { Collection, HaloRecord, Key } from '../../store/port.js';

/** What goes with a ticket, and comes back with it. */
const RELATED: readonly string[] = ['actions', 'attachments', 'appointments'];

/** Where deleted records are kept; no resource has these names. */
const bin = (context: Context, resource = 'tickets'): Collection =>
  context.records(`${resource}:deleted`);

/** A deleted ticket answers 404 and is in no list but `deleted=true`, with all that belongs to it; `_recover` brings everything back. */
export const ticketsSoftDelete: Behaviour = {
  ids: ['tickets.soft-delete', 'tickets.recover'],
  resource: 'tickets',
  rules: {
    source: (query, context) => (query.flag('deleted') === true ? bin(context).scan() : undefined),
    removed: (ticket, context) => {
      bin(context).put(Number(ticket.id), { ...ticket, deleted: true });
      for (const resource of RELATED)
        move(ticket, context.model(resource).keyOf.bind(context.model(resource)), {
          from: context.records(resource),
          to: bin(context, resource),
        });
    },
    recover: (patch, context) => {
      const ticket = patch._recover === true ? bin(context).get(Number(patch.id)) : undefined;
      if (!ticket) return;
      bin(context).remove(Number(patch.id));
      const { deleted: _, ...restored } = ticket;
      context.records('tickets').put(Number(patch.id), restored as HaloRecord);
      for (const resource of RELATED)
        move(ticket, context.model(resource).keyOf.bind(context.model(resource)), {
          from: bin(context, resource),
          to: context.records(resource),
        });
    },
  },
};

function move(
  ticket: HaloRecord,
  keyOf: (record: HaloRecord) => Key,
  { from, to }: { from: Collection; to: Collection },
): void {
  for (const record of [...from.matching('ticket_id', ticket.id)]) {
    from.remove(keyOf(record));
    to.put(keyOf(record), record);
  }
}
