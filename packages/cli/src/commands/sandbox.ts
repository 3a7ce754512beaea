import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo sandbox`: a local Halo server with made-up records, and its levers. */
export const command: CommandSpec = defineCommand({
  description: 'A local Halo server with made-up records.',
  example: 'halo sandbox start --seed small',
});
