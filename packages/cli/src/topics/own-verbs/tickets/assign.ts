import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { UsageError } from '../../../usage-error.js';
import { changeTickets } from '../../tickets/change-tickets.js';

/** `halo tickets assign <id...>`: gives tickets to an agent, to a team, or to both. */
export const command: CommandSpec = defineCommand({
  description: 'Give tickets to an agent, to a team, or to both. Several are asked about.',
  arguments: { ids: argument('<id...>', 'int id of the ticket') },
  options: {
    agent: option('--agent <name>', 'agent (name or id); me is whoever halo acts as'),
    team: option('--team <name>', 'name of the team'),
    yes: option('--yes', 'do not ask before several are assigned'),
  },
  shared: 'first',
  example: [
    'halo tickets assign 1234 --agent "Tara Underwood"',
    'halo tickets assign 1234 1235 --agent me --yes --dry-run',
  ],
  run: ({ ids, agent, team, yes }, context) => {
    if (agent === undefined && team === undefined)
      throw new UsageError('Nobody is named to assign to. Nothing was sent.', {
        nextStep: 'Give --agent, --team, or both.',
      });
    const patch = { ...(agent !== undefined && { agent }), ...(team !== undefined && { team }) };
    return changeTickets(ids, patch, yes, context);
  },
});
