/** An API application of a tenant. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name?: string;
  /** The agent it logs in as, default 10. */
  readonly agentId?: number;
  /** The user it is linked to; without one, `/Users/me` answers 404 as for most applications. */
  readonly userId?: number;
}

/** `sandbox` is linked to an agent and a user, `sandbox-agent` to an agent only. */
export const defaultApplications: readonly Application[] = [
  { clientId: 'sandbox', clientSecret: 'sandbox', name: 'Sandbox', agentId: 10, userId: 1 },
  { clientId: 'sandbox-agent', clientSecret: 'sandbox', name: 'Sandbox (agent only)', agentId: 10 },
];
