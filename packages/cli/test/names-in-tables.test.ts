import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { halo, type Spoken } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach });
const list = (state: string, terminal: boolean, ...more: string[]): Promise<Spoken> =>
  halo(['tickets', 'list', '--page-size', '5', ...more], {
    env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', HALO_STATE_DIR: state, PAGER: '' },
    terminal,
    columns: 160,
  });
const folder = (): string => mkdtempSync(join(tmpdir(), 'halo-tables-'));
const operations = (): (string | undefined)[] => sandbox.control.requestLog.list().map(({ operation }) => operation);

it('a person at a terminal reads names, for three requests more, and for none again', async () => {
  const state = folder();
  const { stdout, exit } = await list(state, true);
  expect(exit).toBe(0);
  for (const column of ['status_name', 'priority_name', 'agent_name']) expect(stdout).toContain(column);
  expect(stdout).not.toContain('status_id');
  expect(
    operations()
      .filter((operation) => operation !== 'token')
      .sort(),
  ).toEqual(['agents.list', 'priorities.list', 'statuses.list', 'tickets.list']);
  sandbox.control.requestLog.clear();
  expect((await list(state, true)).stdout).toBe(stdout);
  expect(operations()).toEqual(['tickets.list']);
});

it('a pipe gets what Halo answers, and nothing more is asked', async () => {
  const { stdout } = await list(folder(), false);
  expect(stdout).toContain('status_id');
  expect(operations().filter((operation) => operation !== 'token')).toEqual(['tickets.list']);
});

it('a list that the application may not read leaves the ids', async () => {
  sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'agents.list' });
  const { stdout, exit } = await list(folder(), true);
  expect(exit).toBe(0);
  expect(stdout).toContain('agent_id');
  expect(stdout).toContain('status_name');
});

it('columns of one\u2019s own are asked for as they are', async () => {
  await list(folder(), true, '--columns', 'id,summary');
  expect(operations().filter((operation) => operation !== 'token')).toEqual(['tickets.list']);
});
