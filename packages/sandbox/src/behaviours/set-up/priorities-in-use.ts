import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** A priority that tickets have cannot be deleted. */
export const prioritiesInUse: Behaviour = {
  ids: ['delete.refused-while-referenced'],
  resource: 'priorities',
  rules: {
    removing: (priority, _query, context) => {
      for (const ticket of context.records('tickets').scan()) {
        if (ticket.priority_id === priority.priorityid)
          throw bareString(
            'This priority cannot be deleted because there are tickets linked to it',
          );
      }
    },
  },
};
