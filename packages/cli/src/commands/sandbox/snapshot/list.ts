import type { CommandSpec } from '../../../core/define-command.js';
import { defineLever } from '../../../sandbox/define-lever.js';

/** `halo sandbox snapshot list`: the moments that were kept. */
export const command: CommandSpec = defineLever({
  description: 'Show the moments that were kept.',
  example: 'halo sandbox snapshot list',
  async run(_, { printer, pull }) {
    const labels = (await pull('GET', 'snapshots')) as string[];
    await printer.rows(
      labels.map((label) => ({ label })),
      ['label'],
    );
  },
});
