import type { Settings } from '../config/settings.js';
import type { Context } from '../context.js';
import { isInteractive } from '../host.js';
import { UsageError } from '../usage-error.js';

interface TokenFailure {
  readonly code?: unknown;
  readonly status?: number;
  readonly error?: string;
}

/** Signs in once with the credentials. Where that fails, says why, and saves them only if the person wants that. */
export async function tryCredentials(settings: Settings, context: Context): Promise<void> {
  const { HaloClient, discoverTenant } = await import('halopsa');
  const tenantUrl = settings.tenant_url ?? '';
  const found = await discoverTenant(tenantUrl, { tenant: settings.tenant });
  const {
    client_id: clientId = '',
    client_secret: clientSecret,
    scope,
    tenant = found.tenant,
  } = settings;
  const client = new HaloClient({
    tenantUrl,
    clientId,
    clientSecret,
    scope,
    tenant,
    authUrl: found.authUrl,
    maxRetries: 0,
  });
  try {
    await client.signIn({ signal: context.host.signal });
    context.note(`The credentials work: ${found.authUrl} gave a token.`);
  } catch (error) {
    if (context.host.signal.aborted) throw error;
    await saveAllTheSame(reasonFor(error, found.source), error, context);
  } finally {
    await client.close();
  }
}

/** What a failed sign-in means, and what to change. */
export function reasonFor(error: unknown, source: string): string {
  const { code, status, error: oauth } = error as TokenFailure;
  if (code === 'halo/connection' || code === 'halo/timeout')
    return 'Nothing answers at this address. Check the tenant URL and the network.';
  if (oauth === 'invalid_client')
    return 'The client id or the secret is wrong. Copy both again; a lost secret can be made anew in the application.';
  if (oauth === 'unauthorized_client')
    return 'The application may not sign in like this. Set its authentication method to "Client ID and Secret (Services)".';
  if (oauth === 'invalid_scope')
    return 'The scope is not one that the application has. Leave it empty, or tick it on the tab Permissions.';
  if (status === 404)
    return 'There is a server, but no Halo at this address. Give the address of Halo itself, without a path behind it.';
  if (source === 'convention')
    return 'The server did not say where to sign in. Check the tenant URL, and the tenant name on a shared host.';
  return error instanceof Error ? error.message : String(error);
}

async function saveAllTheSame(reason: string, cause: unknown, context: Context): Promise<void> {
  if (!isInteractive(context.host))
    throw new UsageError(`The credentials do not work. ${reason} Nothing was saved.`, { cause });
  context.note(context.noteColours.red(`The credentials do not work. ${reason}`));
  const { confirm } = await import('../confirm.js');
  if (!(await confirm('Save them all the same?', false, context))) {
    throw new UsageError('Nothing was saved.', {
      cause,
      nextStep: 'Run "halo configure" again with what was wrong put right.',
    });
  }
}
