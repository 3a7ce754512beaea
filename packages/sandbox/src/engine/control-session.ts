import { type Application, defaultApplications, findApplication } from '../auth/applications.js';
import type { Session } from '../auth/sessions.js';
import type { Tenant } from './tenant.js';

/** The session in which the sandbox's own levers store records: that of the agent of the first application, with every right. */
export function controlSession(
  tenant: Tenant,
  applications: readonly Application[] = defaultApplications,
): Session {
  const application = findApplication(tenant.store, applications[0]?.clientId);
  return {
    tenant: tenant.name,
    clientId: application?.clientId ?? 'control',
    applicationName: application?.name ?? 'control',
    agentId: application?.agentId ?? 10,
    userId: application?.userId,
    scope: 'all',
    rights: undefined,
    proven: true,
    expiresAt: Number.POSITIVE_INFINITY,
  };
}
