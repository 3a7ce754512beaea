import type { CommandSpec } from '../../core/define-command.js';
import { defineLever } from '../../sandbox/define-lever.js';

/** `halo sandbox reset`: brings all records back to the seed. */
export const command: CommandSpec = defineLever({
  description: 'Bring all records back to the seed; faults, tokens and the log go.',
  example: 'halo sandbox reset',
  async run(_, { note, pull }) {
    await pull('POST', 'reset');
    note('The sandbox is back at its seed: no faults, no tokens, an empty log.');
  },
});
