import type { Behaviour } from '../../resources/contract.js';
import { replaceIn } from '../../resources/follow-rename.js';

/** Tickets and agents name their team by its text, which follows when the team is renamed. */
export const teamsNamedByText: Behaviour = {
  ids: ['type.names-joined'],
  resource: 'teams',
  rules: {
    written: (team, before, context) => {
      if (!before || before.name === team.name) return;
      for (const holder of ['tickets', 'projects', 'opportunities', 'agents'])
        replaceIn(holder, { field: 'team', value: before.name }, { team: team.name }, context);
    },
  },
};
