import { opensByKey } from '../auth/api-keys.js';
import type { Tenant } from '../engine/tenant.js';
import { status } from '../http/refusal.js';
import type { Answer, Exchange, SignedInExchange } from './exchange.js';

/** Lets those in who carry a good token or key, and finds their tenant; a token for which no scope was requested opens nothing. */
export const signedIn =
  (tenants: ReadonlyMap<string, Tenant>, next: Answer<SignedInExchange>): Answer<Exchange> =>
  async (exchange) => {
    const { route, session } = exchange;
    const tenant = session && tenants.get(session.tenant);
    if (
      route.kind !== 'operation' ||
      !tenant ||
      session.scope === '' ||
      !opensByKey(session, route.match.operation.id)
    )
      throw status(401);
    return next({ ...exchange, session, tenant, match: route.match });
  };
