import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** How the whole suite meets its sandbox: over HTTP, in process, or over HTTP with its state on disk. */
const mode = process.env.HALO_TEST_MODE ?? 'server';
if (!['server', 'process', 'durable'].includes(mode)) throw new RangeError(`HALO_TEST_MODE is server, process or durable, not ${mode}`);

/** Starts a sandbox with a client whose retries do not wait. */
export async function startTenant(options: SandboxOptions = {}, clientOptions: Partial<HaloClientOptions> = {}): Promise<Tenant> {
  const dataDir = mode === 'durable' ? await mkdtemp(join(tmpdir(), 'halo-tenant-')) : undefined;
  const sandbox = createSandbox({ seed: 'small', ...(dataDir && { dataDir }), ...options });
  const server = await sandbox.serve();
  const client = (more: Partial<HaloClientOptions> = {}): HaloClient =>
    new HaloClient({
      tenantUrl: server.url,
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      clock: quickClock(),
      budget: { requests: 1_000_000, windowMs: 1_000 },
      ...(mode === 'process' && { fetch: sandbox.fetch as typeof fetch }),
      ...clientOptions,
      ...more,
    });
  const dispose = async (): Promise<void> => {
    await server.close();
    sandbox.close();
    if (dataDir) await rm(dataDir, { recursive: true });
  };
  return { sandbox, halo: client(), url: server.url, client, [Symbol.asyncDispose]: dispose };
}

/** A client that speaks to a sandbox in process, without a port. */
export const inProcess = (sandbox: Pick<Sandbox, 'fetch'>, options: Partial<HaloClientOptions> = {}): HaloClient =>
  new HaloClient({
    tenantUrl: 'https://sandbox.example',
    clientId: 'sandbox',
    clientSecret: 'sandbox',
    fetch: sandbox.fetch as typeof fetch,
    budget: { requests: 1_000_000, windowMs: 1_000 },
    ...options,
  });

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
