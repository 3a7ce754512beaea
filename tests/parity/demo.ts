import { HaloClient, type HaloClientOptions } from 'halopsa';
import { createSandbox, type Sandbox } from 'halopsa-sandbox';

/** A sandbox with the demo's records on a port, and clients of it. */
export interface Demo {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly options: HaloClientOptions;
  readonly halo: HaloClient;
  client(options?: Partial<HaloClientOptions>): HaloClient;
  close(): Promise<void>;
}

export async function startDemo(): Promise<Demo> {
  const sandbox = createSandbox({ seed: 'demo' });
  const server = await sandbox.serve();
  const options = { tenantUrl: server.url, clientId: 'sandbox', clientSecret: 'sandbox', budget: { requests: 1_000_000, windowMs: 1_000 } };
  const client = (more: Partial<HaloClientOptions> = {}): HaloClient => new HaloClient({ ...options, ...more });
  return { sandbox, url: server.url, options, halo: client(), client, close: () => server.close() };
}
