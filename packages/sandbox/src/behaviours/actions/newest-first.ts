import type { Behaviour } from '../../resources/contract.js';
import { nothing, without } from '../query-tests.js';

/** Actions come newest first; a list that names no ticket and no period is empty. */
export const actionsNewestFirst: Behaviour = {
  ids: ['actions.newest-first', 'actions.unfiltered-empty'],
  resource: 'actions',
  rules: {
    order: { field: 'id', descending: true },
    scope: (query) => (without('ticket_id', 'startdate', 'enddate')(query) ? nothing : undefined),
  },
};
