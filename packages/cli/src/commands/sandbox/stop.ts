import type { CommandSpec } from '../../core/define-command.js';
import { defineLever } from '../../sandbox/define-lever.js';

/** `halo sandbox stop`: ends the running sandbox. */
export const command: CommandSpec = defineLever({
  description: 'Stop the sandbox that runs on this computer.',
  example: 'halo sandbox stop',
  async run(_, { note, pull, url }) {
    await pull('POST', 'stop');
    note(`The sandbox at ${url} has been told to stop.`);
  },
});
