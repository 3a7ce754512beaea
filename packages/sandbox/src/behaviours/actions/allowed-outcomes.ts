import { exception } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** An agent may use the outcomes that are there. */
export const outcomesAllowed: Behaviour = {
  ids: ['actions.outcome-not-allowed'],
  resource: 'actions',
  rules: {
    prepare: ({ before, next }, context) => {
      if (before || next.outcome_id === undefined || next.outcome_id === null) return;
      if (!context.records('outcomes').get(Number(next.outcome_id)))
        throw exception('You do not have access to this Action at the moment');
    },
  },
};
