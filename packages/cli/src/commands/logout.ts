import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { findSettings } from '../config/resolve-settings.js';
import { applicationTokenPath, cachePath, signInPath } from '../connection/state-keys.js';
import { withContext } from '../context.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';

/** `halo logout`: forgets the sign-in, the token of the application and the names kept for completion. */
export function addLogoutCommand(program: Command, host: Host): void {
  const command = program
    .command('logout')
    .summary('forget the sign-in')
    .description('Forget the tokens that are kept on this computer; the credentials in the configuration stay.')
    .addHelpText('after', '\nExample:\n  halo logout');
  addSharedOptions(command).action((_options: unknown, running: Command) =>
    withContext(running, host, async ({ globals, note }) => {
      const { settings } = await findSettings(globals, host);
      const forgotten = [signInPath(host, settings), applicationTokenPath(host, settings), cachePath(host, settings)];
      for (const path of forgotten) await rm(path, { recursive: true, force: true });
      note(`The tokens for ${settings.tenant_url ?? 'the tenant'} are forgotten on this computer.`);
    }),
  );
}
