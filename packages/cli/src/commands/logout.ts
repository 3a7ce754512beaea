import { rm } from 'node:fs/promises';
import { findSettings } from '../config/resolve-settings.js';
import { applicationTokenPath, cachePath, signInPath } from '../connection/state-keys.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo logout`: forgets the sign-in, the token of the application and the names kept for completion. */
export const command: CommandSpec = defineCommand({
  description:
    'Forget the tokens that are kept on this computer; the credentials in the configuration stay.',
  example: 'halo logout',
  async run(_, { globals, host, note }) {
    const { settings } = await findSettings(globals, host);
    const forgotten = [
      signInPath(host, settings),
      applicationTokenPath(host, settings),
      cachePath(host, settings),
    ];
    for (const path of forgotten) await rm(path, { recursive: true, force: true });
    note(`The tokens for ${settings.tenant_url ?? 'the tenant'} are forgotten on this computer.`);
  },
});
