import type { Behaviour } from '../../resources/contract.js';

/** With `_validate_only` a ticket is checked and completed, and not stored. */
export const ticketsValidateOnly: Behaviour = {
  ids: ['tickets.validate-only'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: { rehearses: (patch) => patch._validate_only === true },
};
