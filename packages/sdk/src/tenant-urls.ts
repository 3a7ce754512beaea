import { withoutUser } from 'halopsa-ground';
import { HaloUsageError } from './errors/usage-error.js';

/** Where a tenant's two servers are; both without a trailing slash. */
export interface TenantUrls {
  /** Resource server, for example `https://company.halopsa.com/api`. */
  readonly apiUrl: string;
  /** Token endpoint, for example `https://company.halopsa.com/auth/token?tenant=company`. */
  readonly tokenUrl: string;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Reads a tenant's address in any of the ways in which people write it: with or without scheme, `/api` or `/auth`, trailing
 * slashes, on a custom domain or below an on-premise path. Anything but HTTPS is refused unless it stays on this machine.
 */
export function tenantUrls(tenantUrl: string, authUrl?: string, tenant?: string): TenantUrls {
  const base = parse(tenantUrl, 'tenantUrl').replace(/\/(api|auth)$/i, '');
  const auth = authUrl === undefined ? `${base}/auth` : parse(authUrl, 'authUrl');
  const token = /\/token$/i.test(auth) ? auth : `${auth}/token`;
  return {
    apiUrl: `${base}/api`,
    tokenUrl: tenant ? `${token}?${new URLSearchParams({ tenant })}` : token,
  };
}

function parse(text: string, name: string): string {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!trimmed || !url || !/^https?:$/.test(url.protocol)) {
    throw new HaloUsageError(
      `${name} "${withoutUser(trimmed)}" is not a web address`,
      'Give the address of your Halo, for example https://company.halopsa.com.',
    );
  }
  if (url.username || url.password)
    throw new HaloUsageError(`${name} must not contain a user name or password`);
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
    throw new HaloUsageError(
      `${name} ${url.origin} is not HTTPS: the client secret would travel in the clear`,
      'Use https://.',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/(?<!\/)\/+$/, '');
}
