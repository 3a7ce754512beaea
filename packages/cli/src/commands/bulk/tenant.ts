import type { Tenant } from 'halopsa-bulk';
import type { Context } from '../../context.js';

/** The configured tenant as bulk work sees it; Ctrl-C ends its requests. */
export async function openTenant(context: Context): Promise<Tenant> {
  const [{ Tenant }, { client, settings }] = await Promise.all([import('halopsa-bulk'), context.connection()]);
  return new Tenant(client, { url: settings.tenant_url ?? '', signal: context.host.signal });
}
