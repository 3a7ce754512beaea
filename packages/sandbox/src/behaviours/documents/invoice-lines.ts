import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';

/** Invoice lines are asked for by client. */
export const invoiceLinesNeedClient: Behaviour = {
  ids: ['invoices.lines-need-client'],
  resource: 'invoices',
  rules: {
    operations: {
      lines: ({ query, context }) => {
        const client = query.int('client_id');
        if (client === undefined) throw bareString('Parameter client_id must be included');
        return json(
          [...context.records('invoices').matching('client_id', client)].flatMap(({ lines }) =>
            Array.isArray(lines) ? lines : [],
          ),
        );
      },
    },
  },
};
