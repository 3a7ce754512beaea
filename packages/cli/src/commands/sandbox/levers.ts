import { type Command, Option } from 'commander';
import type { LoggedRequest, SeedSize } from 'halopsa-sandbox';
import type { Host } from '../../host.js';
import { addLever } from './lever.js';
import { count, sizes } from './server-address.js';

/** `halo sandbox status`, `stop`, `reset`, `seed` and `logs`. */
export function addLeverCommands(sandbox: Command, host: Host): void {
  addLever(
    sandbox
      .command('status')
      .summary('show whether it runs')
      .description('Show where it runs, its time and its faults.')
      .addHelpText('after', '\nExample:\n  halo sandbox status --json'),
    host,
    async ({ url, pull }, { printer }) => printer.record({ url, ...((await pull('GET', '')) as object) }),
  );
  addLever(
    sandbox
      .command('stop')
      .summary('stop it')
      .description('Stop the sandbox that runs on this computer.')
      .addHelpText('after', '\nExample:\n  halo sandbox stop'),
    host,
    async ({ url, pull }, { note }) => {
      await pull('POST', 'stop');
      note(`The sandbox at ${url} has been told to stop.`);
    },
  );
  addLever(
    sandbox
      .command('reset')
      .summary('bring it back to its seed')
      .description('Bring all records back to the seed; faults, tokens and the log go.')
      .addHelpText('after', '\nExample:\n  halo sandbox reset'),
    host,
    async ({ pull }, { note }) => {
      await pull('POST', 'reset');
      note('The sandbox is back at its seed: no faults, no tokens, an empty log.');
    },
  );
  const seed = sandbox.command('seed').summary('fill it anew').description('Throw all records away and fill the tenant anew.');
  seed
    .argument('<size>', `${sizes.slice(0, -1).join(', ')} or ${sizes.at(-1)}`)
    .addHelpText('after', '\nExample:\n  halo sandbox seed small');
  addLever(seed, host, async ({ pull }, { note }, size: SeedSize) => {
    await pull('POST', 'seed', { size });
    note(`The sandbox has been filled anew: ${size}.`);
  });
  addLogs(sandbox, host);
}

function addLogs(sandbox: Command, host: Host): void {
  const logs = sandbox
    .command('logs')
    .summary('show the requests that it got')
    .description('Show the requests that it has answered, oldest first.')
    .addHelpText('after', '\nExample:\n  halo sandbox logs');
  logs
    .addOption(new Option('--limit <int>', 'the latest so many').argParser(count).default(50))
    .option('--clear', 'forget them afterwards');
  addLever(logs, host, async ({ pull }, { printer }, { limit, clear }: { limit: number; clear?: true }) => {
    const requests = (await pull('GET', 'requests')) as LoggedRequest[];
    const shown = limit === 0 ? [] : requests.slice(-limit);
    await printer.rows(
      shown.map(({ at, ...request }) => ({ time: new Date(at).toISOString(), ...request })),
      ['time', 'status', 'method', 'url', 'operation'],
    );
    if (clear) await pull('DELETE', 'requests');
  });
}
