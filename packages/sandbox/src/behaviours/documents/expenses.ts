import { readRecords } from '../../http/body.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** An expense belongs to an agent and a ticket, and waits for its review. */
export const expensesStart: Behaviour = {
  ids: ['expenses.review'],
  priority: 'derived',
  resource: 'expenses',
  rules: {
    prepare: ({ before, next }, context) => {
      if (before) return;
      next.agent_id ??= context.session.agentId;
      next.reviewed ??= false;
      const ticket = context.records('tickets').get(Number(next.fault_id));
      if (ticket)
        Object.assign(next, {
          client_id: ticket.client_id,
          client_name: ticket.client_name,
          site_id: ticket.site_id,
        });
    },
  },
};

const reviewExpenses: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const { id } of await readRecords(request)) {
    last = {
      ...demandRecord('expenses', id, context),
      reviewed: true,
      reviewed_agent_id: context.session.agentId,
    };
    context.records('expenses').put(Number(last.id), last);
  }
  return json(last ?? [], 201);
};

export const expensesReview: Behaviour = route('expenses.review', 'expenses', {
  review: reviewExpenses,
});
