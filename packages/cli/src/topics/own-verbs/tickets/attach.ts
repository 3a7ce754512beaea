import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { parseId } from '../../record-id.js';
import { uploadFiles } from '../attachments/upload.js';

/** `halo tickets attach <id> <file...>`: attaches files to a ticket. */
export const command: CommandSpec = defineCommand({
  description: 'Attach files to one ticket.',
  arguments: {
    id: argument('<id>', 'int id of the ticket'),
    files: argument('<file...>', 'files of this computer'),
  },
  options: {
    description: option('--description <text>', 'what the file is'),
    forUsers: option('--for-users', 'show it to users as well as agents'),
    yes: option('--yes', 'do not ask before several are sent'),
  },
  shared: 'first',
  example: 'halo tickets attach 1234 photo.png --dry-run',
  run: ({ id, ...given }, context) =>
    uploadFiles({ ...given, ticketId: Number(parseId(id, 'int', 'id of the ticket')) }, context),
});
