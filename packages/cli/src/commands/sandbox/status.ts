import type { CommandSpec } from '../../core/define-command.js';
import { defineLever } from '../../sandbox/define-lever.js';

/** `halo sandbox status`: whether it runs, and how it is set. */
export const command: CommandSpec = defineLever({
  description: 'Show where it runs, its time and its faults.',
  example: 'halo sandbox status --json',
  run: async (_, { printer, pull, url }) =>
    printer.record({ url, ...((await pull('GET', '')) as object) }),
});
