import { discoverTenant } from './auth/discover.js';
import type { Secret } from './auth/grants.js';
import { type Scopes, scopeText } from './auth/scopes.js';
import { HaloClient } from './client.js';
import { loadBodies } from './load-bodies.js';
import type { HaloClientOptions } from './options.js';

/** What `connect` takes, in the order that people know from other languages. */
export type ConnectArguments = [
  url: string,
  clientId: string,
  clientSecret: Secret,
  additionalHeaders?: Readonly<Record<string, string>> | undefined,
  scope?: Scopes | undefined,
  options?: Partial<HaloClientOptions> | undefined,
];

/**
 * Connects in one call: finds the authorisation server, signs in, and gives a client that is ready.
 * `additionalHeaders` go on every request, such as the one that Halo issues to lift throttling; the scope is `all` by default.
 */
export async function connect(...given: ConnectArguments): Promise<HaloClient> {
  const [url, clientId, clientSecret, additionalHeaders = {}, scope = 'all', options = {}] = given;
  const { demandArguments } = await loadBodies();
  demandArguments('connect', 'text text', [url, clientId]);
  demandArguments('connect options', 'options', [options]);
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
