import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTenant, type Tenant } from '../journeys/support/tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-show-'));
const at = (name: string): string => join(folder, name);
let tenant: Tenant;
let ids: number[] = [];

beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  ids = Array.from({ length: 8 }, (_, one) => Number(tenant.sandbox.control.put('clients', { name: `Show ${one}`, colour: 'red' }).id));
});

afterAll(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true, force: true });
});

const bulk = (...words: string[]): ReturnType<Tenant['halo']> => tenant.halo(['bulk', ...words], { env: { HOME: folder } });
const shown = async (...words: string[]): Promise<Record<string, unknown>[]> =>
  JSON.parse((await bulk('show', ...words, '--json')).stdout) as Record<string, unknown>[];

test('a plan is paged through before and after it is applied', async () => {
  const rows = [`${ids[0]},blue`, `${ids[1]},green`, `${ids[2]},red`, `${ids[3]},`, '99999,blue', `${ids[0]},blue`];
  writeFileSync(at('look.csv'), `id,colour\n${rows.join('\n')}\n`);
  const planned = await bulk('plan', 'clients', at('look.csv'), '--out', at('look.plan'));
  expect(planned.exit).toBe(2);
  expect(planned.stdout).toContain('left alone, line 4: has these values already');
  expect(planned.stdout).toContain(
    'left alone, line 5: its cells are empty, and an empty cell leaves its field unchanged: use --clear-empty to empty it',
  );
  expect(planned.stdout).toContain('line 6, column "id": no client has the id 99999');

  expect(await shown(at('look.plan'))).toHaveLength(6);
  expect(await shown(at('look.plan'), '--action', 'update')).toMatchObject([
    { line: 2, action: 'update', id: ids[0], outcome: 'waiting', change: 'colour: "red" -> "blue"', set: { colour: 'blue' } },
    { line: 3 },
  ]);
  expect(await shown(at('look.plan'), '--action', 'unchanged,refused', '--line', '4,6-7')).toMatchObject([
    { line: 4, action: 'unchanged', outcome: 'skipped', reason: 'has these values already' },
    { line: 6, action: 'refused', outcome: 'refused', column: 'id' },
    { line: 7, action: 'refused', reason: `line 2 has id ${ids[0]} already` },
  ]);
  expect(await shown(at('look.plan'), '--text', 'GREEN')).toMatchObject([{ line: 3 }]);
  expect(await shown(at('look.plan'), '--field', 'colour', '--limit', '1')).toMatchObject([{ line: 2 }]);
  expect(await shown(at('look.plan'), '--action', 'refused', '--reasons')).toMatchObject([
    { rows: 1, lines: [6], outcome: 'refused' },
    { rows: 1, lines: [7] },
  ]);

  const refused = await bulk('apply', at('look.plan'));
  expect(refused.exit).toBe(2);
  expect(refused.stderr).toContain('2 rows of the plan have errors:\n  line 6, column "id": no client has the id 99999\n  line 7:');
  expect(await bulk('apply', at('look.plan'), '--skip-errors')).toMatchObject({ exit: 0 });
  const table = await bulk('show', at('look.plan'), '--outcome', 'updated');
  expect(table.stdout.split('\n').filter(Boolean)).toHaveLength(3);
  expect(table.stderr).toContain('2 of 6 rows');
  const csv = (await bulk('show', at('look.plan'), '--outcome', 'updated,refused', '--output', 'csv')).stdout;
  expect(csv.split('\n')[0]).toBe('line,action,id,name,change,outcome,reason,row,column,set,before');
  expect(csv).toContain(`2,update,${ids[0]},Show 0,"colour: ""red"" -> ""blue""",updated,`);
  expect((await bulk('show', at('look.plan'), '--output', 'ndjson')).stdout.trim().split('\n')).toHaveLength(6);
});

test.each([
  [['--action', 'change'], '--action does not take "change"', 'create, update, delete, unchanged, refused'],
  [['--outcome', 'gone'], '--outcome does not take "gone"', 'waiting, created'],
  [['--line', 'x'], '--line "x" is not a line', '--line 5,100-200'],
])('%o is refused with what it takes', async (flags, message, nextStep) => {
  const { exit, stderr } = await bulk('show', at('look.plan'), ...flags);
  expect(exit).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(nextStep);
});

describe('the preview', () => {
  test('says how many fields and rows it does not show, and what it leaves out', async () => {
    const fields = ['colour', 'notes', 'accountsid', 'fluserdef1', 'fluserdef2', 'fluserdef3', 'fluserdef4'];
    const rows = ids.slice(0, 6).map((id) => [id, ...fields.map((field) => `${field} ${id}`), 'x'].join(','));
    writeFileSync(at('wide.csv'), `id,${fields.join(',')},Remark\n${rows.join('\n')}\n`);
    expect(await bulk('plan', 'clients', at('wide.csv'), '--out', at('wide.plan'))).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('leave the column out with --ignore "Remark"'),
    });
    const { exit, stdout } = await bulk('plan', 'clients', at('wide.csv'), '--ignore-others', '--out', at('wide.plan'));
    expect(exit).toBe(0);
    expect(stdout).toContain('    and 2 more fields\n');
    expect(stdout).toContain('  and 3 more to update\n');
    expect(stdout).toContain('Columns left out: Remark\n');
  });

  test('of what is there already says that there is nothing to do', async () => {
    await bulk('export', at('look.plan'), '--success', at('done.csv'));
    const { exit, stdout } = await bulk('plan', 'clients', at('done.csv'), '--out', at('again.plan'));
    expect(exit).toBe(0);
    expect(stdout).not.toContain('Columns left out');
    expect(stdout).not.toContain('To go ahead');
    expect(stdout).toContain('Nothing to do: no record would change.');
  });

  test('of deletes names the records, and the receipt the file that keeps them', async () => {
    writeFileSync(at('gone.csv'), `id\n${ids[6]}\n${ids[7]}\n`);
    const planned = await bulk('plan', 'clients', at('gone.csv'), '--mode', 'delete', '--out', at('gone.plan'));
    expect(planned.stdout).toContain(`line 2, id ${ids[6]}, "Show 6": deleted`);
    const file = `${at('gone.plan')}.deleted.ndjson`;
    expect(planned.stdout).toContain(`Before each is deleted, all of it is written to ${file}.`);
    const applied = await bulk('apply', at('gone.plan'), '--yes');
    expect(applied).toMatchObject({ exit: 0, stdout: expect.stringContaining(`The deleted records are kept in ${file}`) });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
    expect(await shown(at('gone.plan'))).toMatchObject([{ name: 'Show 6', outcome: 'deleted' }, { name: 'Show 7' }]);
  });
});

test('a path with blanks or signs is shown as a shell takes it', async () => {
  writeFileSync(at('tax codes (2).csv'), `id,colour\n${ids[4]},purple\n`);
  const { stdout } = await bulk('plan', 'clients', at('tax codes (2).csv'));
  expect(stdout).toContain(`To go ahead: halo bulk apply '${at('tax codes (2).plan')}'\n`);
});

test('answers in a values file stay when the rows are planned again over a plan that was refused', async () => {
  writeFileSync(at('names.csv'), `id,item_tax_code\n${ids[4]},First tax\n${ids[5]},Second tax\n`);
  const plan = ['plan', 'clients', at('names.csv'), '--out', at('names.plan')];
  expect((await bulk(...plan)).exit).toBe(2);
  const values = `${at('names.plan')}.values.yaml`;
  writeFileSync(values, readFileSync(values, 'utf8').replace('First tax: null', 'First tax: 2'));
  expect((await bulk(...plan, '--values', values)).exit).toBe(2);
  expect(readFileSync(values, 'utf8')).toBe('values:\n  item_tax_code:\n    First tax: 2\n    Second tax: null\n');
  writeFileSync(values, readFileSync(values, 'utf8').replace('Second tax: null', 'Second tax: 2'));
  expect(await bulk(...plan, '--values', values)).toMatchObject({ exit: 0 });
});
