import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { findRecord } from '../../resources/demand.js';

/** Actions count 1, 2, 3 within their ticket, so that an id alone leads nowhere. */
export const actionsNumberedPerTicket: Behaviour = {
  ids: ['actions.numbered-per-ticket', 'actions.list-carries-ticket-id'],
  resource: 'actions',
  rules: {
    keyOf: (action) => `${action.ticket_id}-${action.id}`,
    locate: (id, query) => `${query.int('ticket_id') ?? 0}-${id}`,
    newId: (draft, actions) => {
      let last = 0;
      for (const action of actions.matching('ticket_id', draft.ticket_id))
        last = Math.max(last, Number(action.id));
      return last + 1;
    },
    source: (query, context) => {
      const ticket = query.int('ticket_id');
      return ticket === undefined
        ? undefined
        : context.records('actions').matching('ticket_id', ticket);
    },
    envelope: (query) => {
      const ticket = query.int('ticket_id');
      return ticket === undefined ? {} : { ticket_id: ticket };
    },
    prepare: ({ next }, context) => {
      if (!findRecord('tickets', next.ticket_id, context))
        throw bareString('An Action must be associated with a ticket_id');
    },
  },
};
