import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

const say = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: folder } });

test('a CSV file begins with a mark, by which Excel knows UTF-8; what is piped has none', async () => {
  sandbox.control.put('clients', { name: 'Café Łódź' });
  const out = join(folder, 'clients.csv');
  expect((await say('clients', 'list', '--columns', 'id,name', '--out', out)).exit).toBe(0);
  expect((await readFile(out, 'utf8')).startsWith('\uFEFFid,name')).toBe(true);
  expect((await say('clients', 'list', '--columns', 'id,name', '--output', 'csv')).stdout.startsWith('id,name')).toBe(true);
});

test('--tz acts in CSV as in tables', async () => {
  const { id } = sandbox.control.put('tickets', { summary: 'One', dateoccurred: '2026-07-01T09:00:00' });
  const shown = async (...more: string[]): Promise<string> =>
    (await say('tickets', 'get', String(id), '--columns', 'id,dateoccurred', '--output', 'csv', ...more)).stdout.split('\n')[1]!;
  expect(await shown('--tz', 'Europe/London')).toBe(`${id},2026-07-01 10:00`);
  expect(await shown('--utc')).toBe(`${id},2026-07-01 09:00`);
  expect(await shown()).toMatch(/2026-07-01T09:00:00/);
  expect((await say('tickets', 'get', String(id), '--output', 'csv', '--tz', 'Mars/Olympus')).exit).toBe(2);
});
