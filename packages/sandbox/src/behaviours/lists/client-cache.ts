import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

/** What the web client loads first, by the name that it has there. */
const CACHED: Readonly<Record<string, string>> = {
  agents: 'agents',
  teams: 'teams',
  statuses: 'statuses',
  priorities: 'priorities',
  tickettypes: 'ticketTypes',
  ticketareas: 'ticketAreas',
  fieldinfos: 'fieldInfos',
  lookups: 'lookups',
  fields: 'fields',
  mailboxes: 'mailboxes',
};

/** One object holds what the web client needs at its start. */
export const clientCacheTogether: Behaviour = {
  ids: ['client-cache.together'],
  resource: 'clientCache',
  rules: {
    operations: {
      list: ({ context }) => {
        const cached = Object.entries(CACHED).map(([name, attribute]) => [
          name,
          [...context.records(attribute).scan()],
        ]);
        const agent = context.records('agents').get(Number(context.session.agentId));
        return json({ agent, ...Object.fromEntries(cached) });
      },
    },
  },
};
