import type { Behaviour } from '../../resources/contract.js';

const CLOSED = 9;

/** A ticket whose type has a workflow is closed by an action; its status alone is taken with a 201 and stays as it was. */
export const ticketsClosingRules: Behaviour = {
  ids: ['post.success-proves-nothing'],
  resource: 'tickets',
  rules: {
    prepare: ({ before, patch, next }, context) => {
      if (!before || patch._by_action === true || patch._reclose === true) return;
      if (Math.abs(Number(next.status_id)) !== CLOSED || before.status_id === next.status_id)
        return;
      const type = context.records('ticketTypes').get(Number(next.tickettype_id));
      if (Number(type?.workflow_id ?? 0) > 0) next.status_id = before.status_id;
    },
  },
};
