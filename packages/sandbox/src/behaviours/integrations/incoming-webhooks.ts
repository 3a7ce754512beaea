import { readJsonBody } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

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
