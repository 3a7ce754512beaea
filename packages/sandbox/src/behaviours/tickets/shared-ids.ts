import type { Behaviour } from '../../resources/contract.js';

/** Projects and opportunities are tickets, with ids of the same count: a reference to a ticket may mean one of them. */
export const ticketsIncludeProjects: Behaviour = {
  ids: ['tickets.shared-id-sequence'],
  resource: 'tickets',
  rules: { kin: ['projects', 'opportunities'] },
};

/** Projects and opportunities are kept with the tickets, so their ids come from the same count. */
export const projectsShareTicketIds: Behaviour = {
  ids: ['tickets.shared-id-sequence'],
  priority: 'checking',
  resource: ['projects', 'opportunities'],
  rules: {
    prepare: ({ before, next }, context) => {
      if (!before) next.id = context.records('tickets').nextId();
    },
  },
};
