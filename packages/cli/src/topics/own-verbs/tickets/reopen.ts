import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { changeTickets } from '../../tickets/change-tickets.js';

/** `halo tickets reopen <id...>`: sets a status that is open. */
export const command: CommandSpec = defineCommand({
  description: 'Open tickets again. Several are asked about.',
  arguments: { ids: argument('<id...>', 'int id of the ticket') },
  options: {
    status: option('--status <name>', 'status to set (name or id); default: New'),
    yes: option('--yes', 'do not ask before several are opened'),
  },
  shared: 'first',
  example: [
    'halo tickets reopen 1234',
    'halo tickets reopen 1234 1235 --status "In Progress" --yes --dry-run',
  ],
  run: ({ ids, status, yes }, context) =>
    changeTickets(ids, { status: status ?? 'New' }, yes, context),
});
