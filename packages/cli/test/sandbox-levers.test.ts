import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type RunningServer, type Sandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';
import { halo, type Spoken, testHost } from './support/test-host.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-levers-'));
let sandbox: Sandbox;
let server: RunningServer;
beforeAll(async () => {
  sandbox = createSandbox({ seed: 'small' });
  server = await sandbox.serve();
});
beforeEach(() => sandbox.control.reset());
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const lever = (...words: string[]): Promise<Spoken> => halo(['sandbox', ...words, '--port', String(server.port)]);
const names = (resource: string): unknown[] => sandbox.control.records(resource).map((record) => record.name);

describe('halo sandbox', () => {
  it('tells where the sandbox runs, or that none does', async () => {
    expect(JSON.parse((await lever('status', '--json')).stdout)).toMatchObject({ url: server.url, faults: 0 });
    const { exit, stderr } = await halo(['sandbox', 'status', '--port', '1']);
    expect(exit).toBe(2);
    expect(stderr).toContain('No sandbox answers at http://127.0.0.1:1.');
    expect(stderr).toContain('halo sandbox start');
  });

  it('sets, shows and clears faults', async () => {
    expect((await lever('fault', 'add', 'status', '--status', '503', '--operation', 'token', '--count', '1')).exit).toBe(0);
    expect(JSON.parse((await lever('fault', 'list', '--json')).stdout)).toMatchObject([
      { kind: 'status', status: 503, operation: 'token' },
    ]);
    expect((await fetch(`${server.url}/auth/token`, { method: 'POST' })).status).toBe(503);
    await lever('fault', 'add', 'hang');
    expect((await lever('fault', 'clear')).stderr).toContain('All faults have ended.');
    expect(sandbox.control.faults.list()).toEqual([]);
    expect((await lever('fault', 'add', 'gremlins')).stderr).toContain('Unknown fault "gremlins"');
  });

  it('keeps a moment, shows what changed, and goes back', async () => {
    const before = names('suppliers');
    await lever('snapshot', 'save', 'monday');
    const { id } = sandbox.control.put('suppliers', { name: 'New one' });
    expect(JSON.parse((await lever('snapshot', 'diff', 'monday', '--json')).stdout)).toMatchObject({ suppliers: { added: [id] } });
    expect(JSON.parse((await lever('snapshot', 'list', '--json')).stdout)).toEqual([{ label: 'monday' }]);
    await lever('snapshot', 'load', 'monday');
    expect(names('suppliers')).toEqual(before);
    expect((await lever('snapshot', 'load', 'tuesday')).stderr).toContain('no snapshot is named tuesday');
  });

  it('fills it anew, resets it, and shows its requests', async () => {
    expect((await lever('seed', 'empty')).exit).toBe(0);
    expect(sandbox.control.records('tickets')).toEqual([]);
    expect((await lever('seed', 'huge')).stderr).toContain('size is one of');
    await lever('seed', 'small');
    sandbox.control.put('suppliers', { name: 'Gone after the reset' });
    await lever('reset');
    expect(names('suppliers')).not.toContain('Gone after the reset');
    await fetch(`${server.url}/api/AuthInfo`);
    const logged = JSON.parse((await lever('logs', '--json', '--clear')).stdout) as unknown[];
    expect(logged).toMatchObject([{ method: 'GET', url: '/api/AuthInfo', status: 200 }]);
    expect(sandbox.control.requestLog.list()).toEqual([]);
  });
});

describe('halo sandbox import', () => {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const map = (): string =>
    write(
      'map.yaml',
      `resource: tickets
fields:
  summary: Short description
  details: { column: Notes, value: (none) }
  dateoccurred: { column: Opened, date: day-first }
  client_id: { column: Company, find: clients, create: true }
  priority_id: Priority`,
    );

  it('stores rows by the rules of their resource, and tells which it left out', async () => {
    const csv = write(
      'incidents.csv',
      '\uFEFFOpened,Short description,Notes,Company,Priority\r\n3/2/2026 09:15,"Router, again",,Acme,2\r\n04.02.2026,VPN,slow,Fresh Ltd,x\r\n05/02/2026,Door,open,fresh ltd,3\r\n',
    );
    const { exit, stdout, stderr } = await lever('import', csv, '--map', map(), '--json');
    expect(exit).toBe(0);
    expect(stderr).toContain('2 records stored, and 1 more records that they name; 1 rows left out.');
    expect(JSON.parse(stdout)).toEqual([{ line: 3, message: expect.stringContaining('Could not convert') as string }]);
    const [first, second] = sandbox.control.records('tickets').slice(-2);
    expect(first).toMatchObject({
      summary: 'Router, again',
      details: '(none)',
      dateoccurred: '2026-02-03T09:15:00',
      client_name: 'Acme',
      priority_id: 2,
    });
    expect(second).toMatchObject({ summary: 'Door', client_name: 'Fresh Ltd' });
    expect(names('clients').filter((name) => name === 'Fresh Ltd')).toHaveLength(1);
  });

  it('says what is wrong with the file or the map before it stores anything', async () => {
    const before = sandbox.control.records('tickets').length;
    const short = write('short.csv', 'Title\nx\n');
    for (const [file, mapFile, message] of [
      [short, map(), 'the file has no column "Short description" for the field summary; it has Title'],
      [join(folder, 'none.csv'), map(), 'cannot be read (ENOENT)'],
      [short, write('bad.yaml', 'fields: {}'), 'the map names no resource'],
      [short, write('worse.yaml', 'a: [1'), 'is not YAML'],
      [short, write('odd.yaml', 'resource: tickets\nfields: { summary: { col: x } }'), 'has no setting col'],
    ] as const) {
      const { exit, stderr } = await lever('import', file, '--map', mapFile);
      expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
    expect(sandbox.control.records('tickets')).toHaveLength(before);
  });
});

describe('halo sandbox start', () => {
  it('takes a scenario and habits, and ends when it is told to stop', async () => {
    const scenario = join(folder, 'storm.yaml');
    writeFileSync(scenario, 'steps: [{ faults: [{ kind: status, status: 503, operation: authInfo.list }] }]');
    const host = testHost();
    const running = run(
      ['sandbox', 'start', '--port', '0', '--seed', 'empty', '--behaviours', 'lenient', '--scenario', scenario, '--json'],
      host,
    );
    while (!host.written.stdout.includes('}')) await new Promise((resolve) => setTimeout(resolve, 5));
    const { HALO_TENANT_URL: url } = JSON.parse(host.written.stdout) as { HALO_TENANT_URL: string };
    expect((await fetch(`${url}/api/AuthInfo`)).status).toBe(503);
    const page = await fetch(`${url}/__sandbox/stop`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(page.status).toBe(403);
    expect((await halo(['sandbox', 'stop', '--port', new URL(url).port])).exit).toBe(0);
    expect(await running).toBe(0);
    await expect(fetch(`${url}/api/AuthInfo`)).rejects.toThrow();
  });

  it('holds several tenants, each with records of its own', async () => {
    const host = testHost();
    const running = run(['sandbox', 'start', '--port', '0', '--seed', 'small', '--tenants', 'acme, globex', '--json'], host);
    while (!host.written.stdout.includes('}')) await new Promise((resolve) => setTimeout(resolve, 5));
    const { HALO_TENANT_URL: url } = JSON.parse(host.written.stdout) as { HALO_TENANT_URL: string };
    const form = { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' };
    const suppliers = async (tenant: string, posted?: object): Promise<string> => {
      const answer = await fetch(`${url}/auth/token?tenant=${tenant}`, { method: 'POST', body: new URLSearchParams(form) });
      expect(answer.status, tenant).toBe(200);
      const headers = { authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
      const json = { ...headers, 'content-type': 'application/json' };
      if (posted) await fetch(`${url}/api/Supplier`, { method: 'POST', headers: json, body: JSON.stringify([posted]) });
      return (await fetch(`${url}/api/Supplier`, { headers })).text();
    };
    expect(await suppliers('acme', { name: 'Of Acme alone' })).toContain('Of Acme alone');
    expect(await suppliers('globex')).not.toContain('Of Acme alone');
    expect((await fetch(`${url}/auth/token?tenant=nobody`, { method: 'POST', body: new URLSearchParams(form) })).status).toBe(500);
    await halo(['sandbox', 'stop', '--port', new URL(url).port]);
    expect(await running).toBe(0);
    expect((await halo(['sandbox', 'start', '--port', '0', '--tenants', 'acme,,'])).stderr).toContain('with commas between them');
  });

  it('serves HTTPS with a certificate of its own, which goes with it', async () => {
    const host = testHost();
    const running = run(['sandbox', 'start', '--port', '0', '--seed', 'empty', '--tls', '--json'], host);
    while (!host.written.stdout.includes('}')) await new Promise((resolve) => setTimeout(resolve, 5));
    const variables = JSON.parse(host.written.stdout) as Record<string, string>;
    expect(variables.HALO_TENANT_URL).toMatch(/^https:/);
    expect(readFileSync(variables.NODE_EXTRA_CA_CERTS!, 'utf8')).toContain('BEGIN CERTIFICATE');
    await expect(fetch(`${variables.HALO_TENANT_URL}/api/AuthInfo`)).rejects.toThrow('fetch failed');
    expect((await halo(['sandbox', 'stop', '--port', new URL(variables.HALO_TENANT_URL!).port])).exit).toBe(0);
    expect(await running).toBe(0);
    expect(existsSync(variables.NODE_EXTRA_CA_CERTS!)).toBe(false);
  });

  it('says whose a data folder is that is in use, and starts nothing', async () => {
    const dataDir = join(folder, 'data');
    const holder = createSandbox({ seed: 'empty', dataDir });
    const { exit, stderr } = await halo(['sandbox', 'start', '--port', '0', '--data-dir', dataDir]);
    holder.close();
    expect(exit).toBe(2);
    expect(stderr).toContain(`in use by the sandbox of process ${process.pid}`);
    expect(stderr).toContain('Nothing was started.');
  });
});
