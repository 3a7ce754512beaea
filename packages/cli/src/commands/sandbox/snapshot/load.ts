import type { CommandSpec } from '../../../core/define-command.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { label, snapshotPath } from '../../../sandbox/snapshot.js';

/** `halo sandbox snapshot load`: brings the records of a moment back. */
export const command: CommandSpec = defineLever({
  description: 'Go back to a moment that was kept.',
  arguments: { label },
  example: 'halo sandbox snapshot load before-import',
  async run({ label: name }, { note, pull }) {
    await pull('POST', snapshotPath(name), { load: true });
    note(`The sandbox holds the records of ${name} again.`);
  },
});
