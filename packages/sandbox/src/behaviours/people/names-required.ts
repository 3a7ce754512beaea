import { exception } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** An agent has a name. */
export const agentsNeedName: Behaviour = {
  ids: ['agents.name-required', 'agents.colour'],
  resource: 'agents',
  rules: {
    prepare: ({ next }) => {
      if (next.name === undefined || next.name === '') throw exception('Name must be entered');
      next.isdisabled ??= false;
      next.is_agent ??= true;
      next.colour ??= '#4ab57f';
    },
  },
};

/** New clients and sites are active. */
export const customersStartActive: Behaviour = {
  ids: ['clients.start-active'],
  resource: ['clients', 'sites', 'suppliers', 'teams'],
  rules: {
    prepare: ({ next }) => {
      next.inactive ??= false;
    },
  },
};
