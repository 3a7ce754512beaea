import { systemClock } from '../clock/clock.js';
import type { Fields, FieldValue } from '../codec/json-value.js';
import { HaloTokenError } from '../errors/token-error.js';
import { tenantUrls } from '../tenant-urls.js';
import { tokenSender } from './token-sender.js';

/** Where a tenant's authorisation server is. */
export interface Discovery {
  /** Address of the authorisation server, for the option `authUrl`. */
  readonly authUrl: string;
  /** Name of the tenant, for the option `tenant`, where the instance has one. */
  readonly tenant: string | undefined;
  readonly tokenUrl: string;
  readonly authorizeUrl: string;
  /** Where the facts come from: the instance's AuthInfo, its OpenID document, or the usual place. */
  readonly source: 'AuthInfo' | 'openid-configuration' | 'convention';
}

/** What discovery works with. */
export interface DiscoverOptions {
  fetch?: typeof fetch | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  tenant?: string | undefined;
  timeoutMs?: number | undefined;
}

/** Asks an instance where its authorisation server is: first its AuthInfo, then its OpenID document, else the usual place. */
export async function discoverTenant(
  tenantUrl: string,
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const { apiUrl } = tenantUrls(tenantUrl);
  const usual = apiUrl.replace(/\/api$/, '/auth');
  const info = await readJson(`${apiUrl}/AuthInfo`, options);
  const authUrl = text(info?.auth_url)?.replace(/(?<!\/)\/+$/, '');
  const tenant = options.tenant ?? text(info?.tenant_id);
  if (authUrl)
    return {
      authUrl,
      tenant,
      tokenUrl: tenantUrls(tenantUrl, authUrl, tenant).tokenUrl,
      authorizeUrl: `${authUrl}/authorize`,
      source: 'AuthInfo',
    };
  const document = await readJson(`${usual}/.well-known/openid-configuration`, options);
  if (document) return fromOpenId(document, usual, tenant);
  return {
    authUrl: usual,
    tenant,
    tokenUrl: tenantUrls(tenantUrl, usual, tenant).tokenUrl,
    authorizeUrl: `${usual}/authorize`,
    source: 'convention',
  };
}

/** OpenID Connect Discovery 4.3: a document whose issuer is somebody else's is not to be used. */
function fromOpenId(document: Fields, authUrl: string, tenant: string | undefined): Discovery {
  const issuer = text(document.issuer)?.replace(/(?<!\/)\/+$/, '');
  if (issuer?.toLowerCase() !== authUrl.toLowerCase()) {
    throw new HaloTokenError(
      `the OpenID document below ${authUrl} names another issuer (${issuer ?? 'none'})`,
      {},
      { nextStep: 'Give authUrl yourself.' },
    );
  }
  const tokenUrl = text(document.token_endpoint) ?? `${authUrl}/token`;
  return {
    authUrl,
    tenant,
    tokenUrl,
    authorizeUrl: text(document.authorization_endpoint) ?? `${authUrl}/authorize`,
    source: 'openid-configuration',
  };
}

const text = (value: FieldValue): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A public document, or undefined where the server has none: discovery goes on elsewhere, and the token request tells what is wrong. */
async function readJson(
  url: string,
  { fetch = globalThis.fetch, headers = {}, timeoutMs = 15_000 }: DiscoverOptions,
): Promise<Fields | undefined> {
  const send = tokenSender({ fetch, clock: systemClock, maxRetries: 0 });
  const exchange = {
    operation: 'discovery',
    method: 'GET',
    url,
    headers: { accept: 'application/json', ...headers },
    body: undefined,
    safety: 'read',
    timeoutMs,
    signal: undefined,
    marks: { attempt: 0, uncertain: false },
  } as const;
  const { value } = await send(exchange).catch(() => ({ value: undefined }));
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}
