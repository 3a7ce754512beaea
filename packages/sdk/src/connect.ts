import { discoverTenant } from './auth/discover.js';
import type { Secret } from './auth/grants.js';
import { type Scopes, scopeText } from './auth/scopes.js';
import { HaloClient } from './client.js';
import type { HaloClientOptions } from './options.js';

/**
 * Connects in one call: finds the authorisation server, signs in, and gives a client that is ready.
 * `additionalHeaders` go on every request, such as the one that Halo issues to lift throttling.
 */
export async function connect(
  url: string,
  clientId: string,
  clientSecret: Secret,
  additionalHeaders: Readonly<Record<string, string>> = {},
  scope: Scopes = 'all',
  options: Partial<HaloClientOptions> = {},
): Promise<HaloClient> {
  const { fetch, tenant, timeoutMs } = options;
  const found = await discoverTenant(url, { fetch, tenant, headers: additionalHeaders, timeoutMs });
  const halo = new HaloClient({
    ...options,
    tenantUrl: url,
    clientId,
    clientSecret,
    headers: additionalHeaders,
    scope: scopeText(scope),
    authUrl: options.authUrl ?? found.authUrl,
    tenant: tenant ?? found.tenant,
  });
  await halo.signIn();
  return halo;
}
