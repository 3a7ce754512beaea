import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { changeTickets } from '../../tickets/change-tickets.js';

/** `halo tickets close <id...>`: sets the status Closed, or another one that closes. */
export const command: CommandSpec = defineCommand({
  description: 'Close tickets. Several are asked about.',
  arguments: { ids: argument('<id...>', 'int id of the ticket') },
  options: {
    note: option('--note <text>', 'closure note'),
    status: option('--status <name>', 'status to set (name or id); default: Closed'),
    yes: option('--yes', 'do not ask before several are closed'),
  },
  shared: 'first',
  example: [
    'halo tickets close 1234 --note "Solved by a restart"',
    'halo tickets close 1234 1235 --status Resolved --yes --dry-run',
  ],
  run: ({ ids, note, status, yes }, context) =>
    changeTickets(
      ids,
      { status: status ?? 'Closed', ...(note !== undefined && { closure_note: note }) },
      yes,
      context,
    ),
});
