import type { Store } from '../store/port.js';
import { type Application, findApplication } from './applications.js';
import { rightsOf } from './rights.js';
import type { Session } from './sessions.js';

/** The header that holds the key. */
const HEADER = 'x-halo-api-key';

/** Operations that answered 401 to a key with which others worked. */
const REFUSED: ReadonlySet<string> = new Set(['actions.upsert']);

/** Who calls by the key of an application in place of a token; undefined where there is no such key. */
export function sessionByKey(
  headers: Headers,
  tenant: { readonly name: string; readonly store: Store },
  applications: readonly Application[],
): Session | undefined {
  const key = headers.get(HEADER);
  const owner =
    key === null || key === '' ? undefined : applications.find(({ apiKey }) => apiKey === key);
  const application = owner && findApplication(tenant.store, owner.clientId);
  if (!application) return undefined;
  const { clientId, name, agentId, userId, scopes } = application;
  return {
    tenant: tenant.name,
    clientId,
    applicationName: name,
    agentId,
    userId,
    scope: scopes.join(' '),
    rights: rightsOf(tenant.store, agentId),
    proven: true,
    byKey: true,
    expiresAt: Number.POSITIVE_INFINITY,
  };
}

/** False where a key does not open an operation that a token opens. */
export const opensByKey = (session: Session, operationId: string): boolean =>
  session.byKey !== true || !REFUSED.has(operationId);
