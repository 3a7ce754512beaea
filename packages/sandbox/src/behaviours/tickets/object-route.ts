import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';
import { upsert } from '../../resources/upsert.js';

/** A single ticket in place of an array has a route of its own; the feed for automation tools answers one object. */
export const ticketsObjectRoute: Behaviour = {
  ids: ['tickets.object-route', 'tickets.zapier-object'],
  resource: 'tickets',
  rules: {
    operations: {
      object: upsert,
      zapier: ({ context }) => json({ record_count: context.records('tickets').size }),
    },
  },
};
