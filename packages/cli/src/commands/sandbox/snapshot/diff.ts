import type { CommandSpec } from '../../../core/define-command.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { label, snapshotPath } from '../../../sandbox/snapshot.js';

/** `halo sandbox snapshot diff`: what is not as it was. */
export const command: CommandSpec = defineLever({
  description: 'Show what has changed since.',
  arguments: { label },
  example: 'halo sandbox snapshot diff before-import',
  run: async ({ label: name }, { printer, pull }) =>
    printer.value(await pull('GET', snapshotPath(name))),
});
