import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** Agents are members of teams; an agent has no team_id of its own to be narrowed by. */
export const agentsByTeam: Behaviour = {
  ids: ['agents.filter-by-team'],
  resource: 'agents',
  rules: {
    filters: {
      team_id: (value) => {
        const wanted = new Set(value.split(',').map((part) => Number(part.trim())));
        return ({ teams }) =>
          Array.isArray(teams) &&
          teams.some((team: HaloRecord) => wanted.has(Number(team.team_id)));
      },
    },
  },
};
