import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import { Tenant } from 'halopsa-bulk';
import { createSandbox, type RunningServer, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';

/** A sandbox on a port, a client of it, and a folder for files that are gone with it. */
export interface Workshop extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly tenant: Tenant;
  readonly url: string;
  /** A path in the folder. */
  path(name: string): string;
  /** Writes a file and gives its path. */
  file(name: string, content: string | Buffer): string;
  /** Stops the server, cutting every connection, and starts it again on the same port with the same records. */
  bounce(): Promise<void>;
  /** A further client, as another process would have. */
  newTenant(signal?: AbortSignal): Tenant;
}

/** Opens a workshop, by default with an empty tenant. */
export async function openWorkshop(options: SandboxOptions = { seed: 'empty' }): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-'));
  const sandbox = createSandbox(options);
  let server: RunningServer = await sandbox.serve();
  const { url, port } = server;
  let bouncing: Promise<void> = Promise.resolve();
  const clients: HaloClient[] = [];
  const newTenant = (signal?: AbortSignal): Tenant => {
    const budget = { requests: 1_000_000, windowMs: 1000 };
    const halo = new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', budget, maxRetries: 1 });
    clients.push(halo);
    return new Tenant(halo, { url, signal });
  };
  return {
    sandbox,
    url,
    tenant: newTenant(),
    newTenant,
    bounce: () => {
      bouncing = server.close().then(async () => {
        server = await sandbox.serve({ port });
      });
      return bouncing;
    },
    path: (name) => join(folder, name),
    file: (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await bouncing;
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Puts so many clients into a tenant, each with a tax code of 2. */
export function putClients(sandbox: Sandbox, count: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number(sandbox.control.put('clients', { name: `Client ${at + 1}`, item_tax_code: 2 }).id),
  );
}

/** Collects what comes. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
