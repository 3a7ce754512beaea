import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { addSharedOptions } from '../../shared-options.js';

/** `halo connector key`: a new key for a caller of the service, and what of it is kept. */
export function addKey(connector: Command, host: Host): void {
  const command = connector
    .command('key')
    .summary('make a key for a caller of the service')
    .description('Make a random key. The caller gets the key; its digest goes into the file of "halo connector serve --keys".')
    .addHelpText('after', '\nExample:\n  halo connector key --json');
  addSharedOptions(command).action((_options: object, running: Command) =>
    withContext(running, host, async ({ printer }) => {
      const { hashKey } = await import('halopsa-connector');
      const key = randomBytes(24).toString('base64url');
      await printer.record({ key, sha256: hashKey(key) });
    }),
  );
}
