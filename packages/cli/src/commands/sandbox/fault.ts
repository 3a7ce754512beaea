import { type CommandSpec, defineCommand } from '../../core/define-command.js';

/** `halo sandbox fault`: networks and servers that go wrong. */
export const command: CommandSpec = defineCommand({
  description: 'Make the sandbox go wrong, as networks and servers do.',
  shared: 'none',
  example: 'halo sandbox fault add reset --probability 0.1',
});
