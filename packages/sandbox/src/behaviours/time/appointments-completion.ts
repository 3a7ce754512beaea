import type { Behaviour } from '../../resources/contract.js';
import { demandRecord, objectsOf } from '../../resources/demand.js';

const OPEN = -1;

/** An appointment is of agents, and open until a post with its completion fields; who completed it is the caller unless they say otherwise. */
export const appointmentsCompletion: Behaviour = {
  ids: ['appointments.completion', 'setup.references-resolve'],
  resource: 'appointments',
  rules: {
    prepare: ({ before, patch, next }, context) => {
      if (!before) next.complete_status ??= OPEN;
      if (patch.agents !== undefined)
        for (const { id } of objectsOf(next.agents)) demandRecord('agents', id, context);
      if (patch.complete_date !== undefined) next.complete_agent_id ??= context.session.agentId;
    },
  },
};
