import type { CommandSpec } from '../../../core/define-command.js';
import { defineLever } from '../../../sandbox/define-lever.js';
import { label, snapshotPath } from '../../../sandbox/snapshot.js';

/** `halo sandbox snapshot remove`: forgets a moment. */
export const command: CommandSpec = defineLever({
  description: 'Forget a moment.',
  arguments: { label },
  example: 'halo sandbox snapshot remove before-import',
  async run({ label: name }, { note, pull }) {
    const known = await pull('DELETE', snapshotPath(name));
    note(known === true ? `${name} is forgotten.` : `No snapshot is named ${name}.`);
  },
});
