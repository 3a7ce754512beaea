import { HaloClient, type HaloClientOptions } from 'halopsa';
import { createSandbox, createVirtualClock, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';

/** A sandbox at a fixed hour, with a client that speaks to it. */
export interface Desk {
  readonly sandbox: Sandbox;
  readonly client: HaloClient;
}

export const credentials = { tenantUrl: 'https://sandbox.example', clientId: 'sandbox', clientSecret: 'sandbox' } as const;

export const fixedSandbox = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({ seed: 'small', clock: createVirtualClock(), ...options });

export function openDesk(options: SandboxOptions = {}, client: Partial<HaloClientOptions> = {}): Desk {
  const sandbox = fixedSandbox(options);
  const budget = { requests: 1_000_000, windowMs: 300_000 };
  return { sandbox, client: new HaloClient({ ...credentials, fetch: sandbox.fetch, budget, maxRetries: 0, ...client }) };
}
