import type { Command } from 'commander';
import { withContext } from '../context.js';
import type { Host } from '../host.js';
import { addSharedOptions } from '../shared-options.js';

/** `halo whoami`: the agent or user that requests are made as, the tenant, and the scopes of the token. */
export function addWhoamiCommand(program: Command, host: Host): void {
  const command = program
    .command('whoami')
    .summary('show who you are and what you may')
    .description('Show the agent or user that requests are made as, the tenant, and the scopes of the token.')
    .addHelpText('after', '\nExample:\n  halo whoami --json');
  addSharedOptions(command).action((_options: unknown, running: Command) =>
    withContext(running, host, async ({ connection, printer }) => {
      const { client, settings, signedIn } = await connection();
      const identity = await client.whoami({ signal: host.signal });
      await printer.record({
        tenant_url: settings.tenant_url,
        application: settings.client_id,
        signed_in: signedIn ? 'as a person, by the browser' : 'as the application',
        kind: identity.kind,
        id: identity.id ?? null,
        name: identity.name ?? null,
        email: identity.email ?? null,
        scopes: identity.scopes,
      });
    }),
  );
}
