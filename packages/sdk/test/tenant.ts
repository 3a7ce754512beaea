import { HaloClient, type HaloClientOptions } from 'halopsa';
import { createSandbox, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';

/** A sandbox on a real port, and a client of it. */
export interface Tenant extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly halo: HaloClient;
  readonly url: string;
  /** Another client of the same tenant. */
  client(options?: Partial<HaloClientOptions>): HaloClient;
}

/** Starts a sandbox over HTTP with a client whose retries do not wait. */
export async function startTenant(options: SandboxOptions = {}, clientOptions: Partial<HaloClientOptions> = {}): Promise<Tenant> {
  const sandbox = createSandbox({ seed: 'small', ...options });
  const server = await sandbox.serve();
  const client = (more: Partial<HaloClientOptions> = {}): HaloClient =>
    new HaloClient({
      tenantUrl: server.url,
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      clock: quickClock(),
      budget: { requests: 1_000_000, windowMs: 1_000 },
      ...clientOptions,
      ...more,
    });
  return { sandbox, halo: client(), url: server.url, client, [Symbol.asyncDispose]: () => server.close() };
}

/** The real time, with waits that end at once. */
export const quickClock = (): NonNullable<HaloClientOptions['clock']> => {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      skipped += ms;
    },
  };
};
