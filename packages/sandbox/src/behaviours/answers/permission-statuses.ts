import type { Behaviour } from '../../resources/contract.js';

/** A single read that answers 401, and not 403, to somebody who lacks the permission. */
export const contractsForbiddenWith401: Behaviour = {
  ids: ['auth.permission-401-on-detail'],
  resource: 'contracts',
  rules: { forbidden: { get: 401 } },
};
