import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo alias set|list|remove`: short names for lines that are typed often. */
export const command: CommandSpec = defineCommand({
  description:
    'Short names for lines; $1, $2 ... in a line take the words that follow the name, all others come after it.',
  example: 'halo alias set mine "tickets list --agent-id 10 --open-only"',
});
