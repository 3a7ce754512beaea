import type { CommandSpec } from '../../../core/define-command.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { label, snapshotPath } from '../../../sandbox/snapshot.js';

/** `halo sandbox snapshot save`: keeps all records. */
export const command: CommandSpec = defineLever({
  description: 'Keep all records under a name.',
  arguments: { label },
  example: 'halo sandbox snapshot save before-import',
  async run({ label: name }, { note, pull }) {
    await pull('POST', snapshotPath(name));
    note(`The records of this moment are kept as ${name}.`);
  },
});
