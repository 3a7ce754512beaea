import { createHash } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { type Host, statePath } from '../host.js';
import { withScheme } from '../setup/tenant-url.js';

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/** One spelling of a tenant's address, whichever a person uses. */
export const origin = (url: string | undefined): string =>
  withScheme(url ?? '')
    .replace(/(?<!\/)\/+$/, '')
    .replace(/\/(api|auth)$/i, '')
    .toLowerCase();

/** Where the token of an application is kept; another secret or scope never meets the token of this one. */
export const applicationTokenPath = (
  host: Host,
  { tenant_url, client_id, client_secret, scope, tenant }: Settings,
): string =>
  statePath(
    host,
    'tokens',
    `${digest([origin(tenant_url), client_id, client_secret, scope, tenant])}.json`,
  );

/** Where the tokens of a person are kept who signed in by the browser. */
export const signInPath = (host: Host, { tenant_url, client_id, tenant }: Settings): string =>
  statePath(host, 'sign-ins', `${digest([origin(tenant_url), client_id, tenant])}.json`);

/** Where the budget of a tenant is kept, which all runs share. */
export const budgetPath = (host: Host, { tenant_url, tenant }: Settings): string =>
  statePath(host, 'budgets', `${digest([origin(tenant_url), tenant])}.json`);

/** The folder of names that were looked up in a tenant. */
export const namesPath = (host: Host, { tenant_url, client_id, tenant }: Settings): string =>
  statePath(host, 'names', digest([origin(tenant_url), client_id, tenant]));

/** The folder of what is remembered of a tenant to complete command lines. */
export const cachePath = (host: Host, { tenant_url, client_id, tenant }: Settings): string =>
  statePath(host, 'completion', digest([origin(tenant_url), client_id, tenant]));
