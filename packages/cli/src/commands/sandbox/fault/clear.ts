import type { CommandSpec } from '../../../core/define-command.js';
import { argument } from '../../../core/inputs.js';
import { defineLever } from '../../../sandbox/define-lever.js';

/** `halo sandbox fault clear`: ends faults. */
export const command: CommandSpec = defineLever({
  description: 'End one fault, or all of them.',
  arguments: { id: argument('[id]', 'its number') },
  example: 'halo sandbox fault clear',
  async run({ id }, { note, pull }) {
    await pull('DELETE', id === undefined ? 'faults' : `faults/${encodeURIComponent(id)}`);
    note(id === undefined ? 'All faults have ended.' : `Fault ${id} has ended.`);
  },
});
