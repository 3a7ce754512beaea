import type { CommandSpec } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';
import { defineLever } from '../../sandbox/define-lever.js';
import { sizes } from '../../sandbox/server-address.js';

/** `halo sandbox seed`: fills the tenant anew. */
export const command: CommandSpec = defineLever({
  description: 'Throw all records away and fill the tenant anew.',
  arguments: { size: argument('<size>', `${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)}`) },
  example: 'halo sandbox seed small',
  async run({ size }, { note, pull }) {
    await pull('POST', 'seed', { size });
    note(`The sandbox has been filled anew: ${size}.`);
  },
});
