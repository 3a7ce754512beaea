import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo sandbox snapshot`: the records of a moment. */
export const command: CommandSpec = defineCommand({
  description: 'Keep the records of a moment and go back to it.',
  shared: 'none',
  example: 'halo sandbox snapshot save before-import',
});
