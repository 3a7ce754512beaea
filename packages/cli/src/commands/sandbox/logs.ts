import type { LoggedRequest } from 'halopsa-sandbox';
import type { CommandSpec } from '../../core/define-command.js';
import { option } from '../../core/inputs.js';
import { defineLever } from '../../sandbox/define-lever.js';
import { count } from '../../sandbox/server-address.js';

/** `halo sandbox logs`: the requests that it has answered. */
export const command: CommandSpec = defineLever({
  description: 'Show the requests that it has answered, oldest first.',
  options: {
    limit: option('--limit <int>', 'the latest so many', { parse: count, default: 50 }),
    clear: option('--clear', 'forget them afterwards'),
  },
  example: 'halo sandbox logs',
  async run({ limit, clear }, { printer, pull }) {
    const requests = await pull<readonly LoggedRequest[]>('GET', 'requests');
    const shown = limit === 0 ? [] : requests.slice(-limit);
    await printer.rows(
      shown.map(({ at, ...request }) => ({ time: new Date(at).toISOString(), ...request })),
      ['time', 'status', 'method', 'url', 'operation'],
    );
    if (clear) await pull('DELETE', 'requests');
  },
});
