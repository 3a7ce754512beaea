import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useSandbox } from 'halopsa-sandbox/fixture';
import pc from 'picocolors';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shadesOf } from '../src/output/shades.js';
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

describe('colours and room', () => {
  const hour = 3_600_000;
  const moment = (ms: number): string => new Date(Date.now() + ms).toISOString().slice(0, 23);
  const colours = pc.createColors(true);
  const shade = shadesOf('tickets', colours);

  it.each([
    ['overdue', { fixbydate: moment(-hour) }, colours.red],
    ['due within a day', { fixbydate: moment(hour) }, colours.yellow],
    ['due later', { fixbydate: moment(48 * hour) }, colours.green],
    ['due at no time', { fixbydate: '1900-01-01T00:00:00' }, colours.green],
  ])('the status of a ticket that is %s', (_, row, colour) => {
    for (const column of ['status_name', 'status_id']) expect(shade(row, column, 'New')).toBe(colour('New'));
    expect(shade(row, 'summary', 'Server down')).toBe('Server down');
  });

  it('what ended is dim, whenever it was due', () => {
    const row = { hasbeenclosed: true, fixbydate: moment(-hour) };
    for (const column of ['status_name', 'summary']) expect(shade(row, column, 'x')).toBe(colours.dim('x'));
    expect(shadesOf('clients', colours)({ inactive: true }, 'name', 'x')).toBe(colours.dim('x'));
    expect(shadesOf('clients', colours)({ inactive: false }, 'name', 'x')).toBe('x');
  });

  it('a terminal shows them, a pipe and NO_COLOR do not', async () => {
    const env = { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', PAGER: '' };
    const line = ['clients', 'list', '--includeinactive', '--page-size', '5'];
    await halo(['clients', 'update', '12', '--inactive'], { env });
    const dim = '\u001b[2m';
    const at = async (terminal: boolean, more: Record<string, string> = {}): Promise<boolean> =>
      (await halo([...line, '--search', 'Harbour Dental'], { env: { ...env, ...more }, terminal, columns: 120 })).stdout.includes(dim);
    expect([await at(true), await at(true, { NO_COLOR: '1' }), await at(false)]).toEqual([true, false, false]);
  });

  it('columns that do not fit are named below the table', async () => {
    const narrow = await halo(['tickets', 'list', '--page-size', '3'], {
      env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox', PAGER: '' },
      terminal: true,
      columns: 60,
    });
    expect(narrow.stderr).toMatch(/^No room for .*status_name.*dateoccurred: widen the terminal, or choose with --columns\.$/m);
    expect((await list(folder(), false)).stderr).not.toContain('No room');
  });
});
