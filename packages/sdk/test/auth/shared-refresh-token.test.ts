import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { memoryTokenStore, refreshTokenGrant, type TokenStore } from 'halopsa';
import { fileTokenStore, signInWithBrowser } from 'halopsa/node';
import { runs, verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';
import { logInAt } from './login-form.js';

const worker = fileURLToPath(new URL('refresh-worker.ts', import.meta.url));

let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  tenant = await startTenant();
  folder = await mkdtemp(join(tmpdir(), 'halo-refresh-'));
});
afterAll(async () => {
  await tenant[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Signs in and makes the access token useless, so that the next call has to renew it. */
async function signInToBeRenewed(store: TokenStore): Promise<void> {
  const open = async (address: string): Promise<void> => void (await logInAt(address));
  const tokens = await signInWithBrowser({ tenantUrl: tenant.url, clientId: 'sandbox-web', store, open });
  tenant.sandbox.control.expireTokens();
  await store.write({ ...tokens, renewAt: 0, expiresAt: 0 });
  tenant.sandbox.control.requestLog.clear();
}

const renewals = (): number => tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'token').length;

describe(`200 users of one refresh token ${verifies('auth.refresh-rotates')}`, () => {
  it.each([
    ['a store in memory', () => memoryTokenStore()],
    ['a file', () => fileTokenStore(join(folder, 'clients.json'))],
  ])('who share %s renew it once and never lose it', async (_, makeStore) => {
    const store = makeStore();
    await signInToBeRenewed(store);
    const clients = Array.from({ length: 200 }, () =>
      tenant.client({ clientId: 'sandbox-web', clientSecret: undefined, grant: refreshTokenGrant, tokenStore: store }),
    );
    const rows = await Promise.all(clients.map(async (halo) => (await halo.tickets.list({ page_size: 1 })).items.length));
    expect(rows).toEqual(Array.from({ length: 200 }, () => 1));
    expect(renewals()).toBe(1);
    tenant.sandbox.control.expireTokens();
    await Promise.all(clients.map((halo) => halo.tickets.list({ page_size: 1 })));
    expect(renewals()).toBe(2);
  });

  it('in several processes renew it once and never lose it', async () => {
    const path = join(folder, 'processes.json');
    await signInToBeRenewed(fileTokenStore(path));
    const processes = runs(3, 8);
    const run = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', worker, tenant.url, path, '67'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let output = '';
        child.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
        child.on('error', reject);
        child.on('close', () => resolve(output.trim()));
      });
    expect(await Promise.all(Array.from({ length: processes }, run))).toEqual(Array.from({ length: processes }, () => '67'));
    expect(renewals()).toBe(1);
  });
});
