import { type CommandSpec, defineCommand } from '../core/define-command.js';

/** `halo whoami`: the agent or user that requests are made as, the tenant, and the scopes of the token. */
export const command: CommandSpec = defineCommand({
  description:
    'Show the agent or user that requests are made as, the tenant, and the scopes of the token.',
  example: 'halo whoami --json',
  async run(_, { connection, host, printer }) {
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
  },
});
