import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { UNASSIGNED } from '../../seed/plan.js';

/** Agents that may not log in are left out unless they are asked for. */
export const agentsShowFlags: Behaviour = {
  ids: ['list.show-flags'],
  resource: 'agents',
  rules: {
    scope: (query) =>
      query.flag('includedisabled') === true
        ? undefined
        : { field: 'isdisabled', accepts: (value) => value !== true },
    filters: { includedisabled: () => undefined },
  },
};

/** The agent Unassigned: tickets without an agent have it, and lists leave it out unless a parameter includes it. */
export const agentsUnassigned: Behaviour = {
  ids: ['agents.unassigned'],
  resource: 'agents',
  rules: {
    scope: (query) =>
      query.flag('includeunassigned') === true
        ? undefined
        : { field: 'id', accepts: (id) => id !== UNASSIGNED },
    filters: { includeunassigned: () => undefined },
    removing: ({ id }) => {
      if (id === UNASSIGNED) throw bareString('The Unassigned agent cannot be deleted');
    },
  },
};

/** Inactive teams are left out unless everything is asked for. */
export const teamsShowFlags: Behaviour = {
  ids: ['list.show-flags'],
  resource: 'teams',
  rules: {
    scope: (query) =>
      query.flag('showall') === true || query.flag('includedisabled') === true
        ? undefined
        : { field: 'inactive', accepts: (value) => value !== true },
    filters: { includedisabled: () => undefined },
  },
};
