import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

/** What the web client loads first; there its names are written small. */
const CACHED = [
  'agents',
  'teams',
  'statuses',
  'priorities',
  'ticketTypes',
  'ticketAreas',
  'fieldInfos',
  'lookups',
  'fields',
  'mailboxes',
] as const;

/** One object holds what the web client needs at its start. */
export const clientCacheTogether: Behaviour = {
  ids: ['client-cache.together'],
  resource: 'clientCache',
  rules: {
    operations: {
      list: ({ context }) => {
        const cached = CACHED.map((attribute) => [
          attribute.toLowerCase(),
          [...context.records(attribute).scan()],
        ]);
        const agent = context.records('agents').get(Number(context.session.agentId));
        return json({ agent, ...Object.fromEntries(cached) });
      },
    },
  },
};
