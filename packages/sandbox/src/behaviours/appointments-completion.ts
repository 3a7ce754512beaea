import { readJsonBody } from '../http/body.js';
import { json } from '../http/reply.js';
import type { Behaviour } from '../resources/contract.js';
import { demandRecord, objectsOf } from '../resources/demand.js';

const OPEN = -1;

/** An appointment is of agents, and open until a post with its completion fields; who completed it is the caller unless they say otherwise. */
export const appointmentsCompletion: Behaviour = {
  ids: ['appointments.completion', 'setup.references-resolve'],
  resource: 'appointments',
  rules: {
    prepare: ({ before, patch, next }, context) => {
      if (!before) next.complete_status ??= OPEN;
      if (patch.agents !== undefined) for (const { id } of objectsOf(next.agents)) demandRecord('agents', id, context);
      if (patch.complete_date !== undefined) next.complete_agent_id ??= context.session.agentId;
    },
  },
};

/** Inbound calls wait to be processed, and are processed by their ids. */
export const incomingWebhooksProcess: Behaviour = {
  ids: ['webhooks.inbound-rows'],
  resource: 'incomingWebhooks',
  rules: {
    operations: {
      process: async ({ request, context }) => {
        const ids = (await readJsonBody(request)).value;
        const records = context.records('incomingWebhooks');
        for (const id of Array.isArray(ids) ? ids : []) {
          const row = records.get(Number(id));
          if (row) records.put(Number(id), { ...row, status: 1, retry_remaining: 0 });
        }
        return json({}, 201);
      },
    },
  },
};
