import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileNameStore } from '../src/connection/name-store.js';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach });
const state = mkdtempSync(join(tmpdir(), 'halo-names-'));
const run = (...argv: string[]): Promise<Spoken> =>
  halo(argv, {
    env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: state },
  });
const operations = (): (string | undefined)[] => sandbox.control.requestLog.list().map(({ operation }) => operation);

describe('names in place of ids', () => {
  it('are taken on create and update, and the log of writes has ids', async () => {
    const made = await run(
      'tickets',
      'create',
      '--summary',
      'x',
      '--client',
      'acme',
      '--agent',
      'Tara Underwood',
      '--priority',
      'Critical',
      '--json',
    );
    expect(made.exit).toBe(0);
    const ticket = JSON.parse(made.stdout) as { id: number };
    expect(ticket).toMatchObject({ client_id: 2, agent_id: 10, priority_id: 1 });
    const changed = await run('tickets', 'update', String(ticket.id), '--status', 'On Hold', '--json');
    expect(JSON.parse(changed.stdout)).toMatchObject({ status_id: 7 });
    const undone = await run('undo', '--yes');
    expect(undone.exit).toBe(0);
    expect(JSON.parse((await run('tickets', 'get', String(ticket.id), '--json')).stdout)).toMatchObject({ status_id: 1 });
  });

  it('filter lists, several where several are taken', async () => {
    const named = await run('tickets', 'list', '--client', 'Acme', '--status', 'New,In Progress', '--json');
    const byId = await run('tickets', 'list', '--client-id', '2', '--status', '1,2', '--json');
    expect(JSON.parse(named.stdout)).toEqual(JSON.parse(byId.stdout));
  });

  it('cost no request again within five minutes', async () => {
    await run('tickets', 'list', '--client', 'Acme', '--agent', 'me', '--status', 'New');
    const before = operations().length;
    await run('tickets', 'list', '--client', 'Acme', '--status', 'New');
    expect(operations().slice(before)).toEqual(['tickets.list']);
  });

  it('say who may be meant, and nothing is written', async () => {
    sandbox.control.put('clients', { name: 'Double' });
    sandbox.control.put('clients', { name: 'Double' });
    const several = await run('tickets', 'update', '2918', '--client', 'Double');
    expect(several).toMatchObject({ exit: 2, stdout: '' });
    expect(several.stderr).toMatch(/2 clients are named "Double": \d+, \d+/);
    const none = await run('tickets', 'list', '--client', 'Acmee');
    expect(none).toMatchObject({ exit: 2, stdout: '' });
    expect(none.stderr).toContain('did you mean Acme (2)?');
    expect(operations()).not.toContain('tickets.upsert');
  });

  it('belong to flags of their own, which an id says', async () => {
    const { exit, stderr } = await run('tickets', 'list', '--client-id', 'Acme');
    expect(exit).toBe(2);
    expect(stderr).toContain('For a name, use --client.');
    expect(operations()).toEqual([]);
  });

  it('that mean another record for each of several are refused', async () => {
    const ids = ['Acme', 'Delta Logistics'].map(async (client) => {
      const made = await run('tickets', 'create', '--summary', 'x', '--client', client, '--json');
      return String((JSON.parse(made.stdout) as { id: number }).id);
    });
    const [one = '', two = ''] = await Promise.all(ids);
    sandbox.control.requestLog.clear();
    const { exit, stderr } = await run('tickets', 'update', one, two, '--site', 'Head Office', '--yes');
    expect(exit).toBe(2);
    expect(stderr).toContain('The name stands for site_id');
    expect(operations()).not.toContain('tickets.upsert');
  });
});

describe('what is kept of names', () => {
  const folder = join(state, 'kept');

  it('is given for five minutes, and never by another name', async () => {
    let now = 1_000_000;
    const store = fileNameStore(folder, () => now);
    await store.set('clients acme', [{ id: 2 }]);
    expect(await store.get('clients acme')).toEqual([{ id: 2 }]);
    expect(await store.get('clients other')).toBeUndefined();
    now += 299_000;
    expect(await store.get('clients acme')).toEqual([{ id: 2 }]);
    now += 2_000;
    expect(await store.get('clients acme')).toBeUndefined();
    now = 0;
    expect(await store.get('clients acme')).toBeUndefined();
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('stops nobody where it cannot be kept', async () => {
    const store = fileNameStore(join('/dev/null', 'names'));
    await store.set('a', []);
    expect(await store.get('a')).toBeUndefined();
  });
});
