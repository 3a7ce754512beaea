import type { CommandSpec } from '../../../core/define-command.js';
import type { Row } from '../../../output/printer.js';
import { defineLever } from '../../../sandbox/define-lever.js';

/** `halo sandbox fault list`: the faults that are set. */
export const command: CommandSpec = defineLever({
  description: 'Show the faults that are set.',
  example: 'halo sandbox fault list',
  async run(_, { printer, pull }) {
    const faults = await pull<readonly Row[]>('GET', 'faults');
    await printer.rows(faults, ['id', 'kind', 'operation', 'phase', 'count', 'struck']);
  },
});
