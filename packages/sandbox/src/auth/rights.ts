import type { Operation, Resource } from 'halopsa-catalogue';
import type { HaloRecord, Store } from '../store/port.js';
import { grants, splitScopes } from './scopes.js';
import type { Session } from './sessions.js';

/** What the roles of an agent allow, from their claims of the type `scope`; undefined where the agent has no role that narrows. */
export function rightsOf(store: Store, agentId: number | undefined): readonly string[] | undefined {
  const agent = agentId === undefined ? undefined : store.collection('agents').get(agentId);
  const roles = Array.isArray(agent?.roles) ? (agent.roles as HaloRecord[]) : [];
  if (roles.length === 0) return undefined;
  return roles.flatMap(({ id }) => {
    const role = store.collection('roles').get(String(id).toLowerCase());
    const claims = Array.isArray(role?.claims) ? (role.claims as HaloRecord[]) : [];
    return claims.filter(({ type }) => type === 'scope').map(({ value }) => String(value));
  });
}

/** True where both the scopes of the token and the roles of its agent allow the operation. */
export function mayCall(session: Session, operation: Operation, resource: Resource): boolean {
  const needed = operation.method === 'GET' ? resource.scope.read : resource.scope.write;
  if (session.agentId === undefined) return false;
  return (
    grants(splitScopes(session.scope), needed) &&
    (session.rights === undefined || grants(session.rights, needed))
  );
}
