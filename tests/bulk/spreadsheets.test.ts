import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { startTenant, type Tenant } from '../journeys/support/tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-sheets-'));
const at = (name: string): string => join(folder, name);
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
});

afterAll(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true, force: true });
});

const bulk = (...words: string[]): ReturnType<Tenant['halo']> => tenant.halo(['bulk', ...words], { env: { HOME: folder } });
const client = (id: number) => tenant.sandbox.control.records('clients').find((one) => one.id === id);

test('a template is written with sample rows, rules and lookups, and its sample goes through', async () => {
  const { exit, stderr } = await bulk(
    ...['template', 'tickets', '--type', '24', '--format', 'csv', '--sample', '20'],
    ...['--rules', at('rules.json'), '--lookups', at('lookups'), '--out', at('tickets.csv')],
  );
  expect({ exit, stderr }).toMatchObject({ exit: 0, stderr: expect.stringContaining('19 columns for Hardware Fault, 20 sample rows') });
  expect(readFileSync(at('tickets.csv'), 'utf8')).toContain('tickettype_id,Category,Category2,Category3,Category4');
  expect(JSON.parse(readFileSync(at('rules.json'), 'utf8'))).toMatchObject({ type: 24 });
  expect(readFileSync(at('lookups/Category2.csv'), 'utf8')).toContain('User Error');
  expect(await bulk('plan', 'tickets', at('tickets.csv'), '--mode', 'create')).toMatchObject({ exit: 0 });
  expect(await bulk('apply', at('tickets.plan'))).toMatchObject({ exit: 0, stdout: expect.stringContaining('20 done, 0 failed') });
});

test('a row against the form of its type is told by line and column, unless that is not asked for', async () => {
  writeFileSync(at('bad.csv'), 'summary,tickettype_id,Category,priority_id,CFOrderNumber\na,24,Toaster,High,A-1\n');
  const { exit, stdout } = await bulk('plan', 'tickets', at('bad.csv'), '--mode', 'create');
  expect(exit).toBe(2);
  expect(stdout).toContain(
    'line 2, column "Category": "Toaster" is not a value of Category (category_1) on Hardware Fault: it takes "Hardware"',
  );
  expect(await bulk('plan', 'tickets', at('bad.csv'), '--mode', 'create', '--no-forms', '--out', at('bad-2.plan'))).toMatchObject({
    exit: 0,
  });
});

test('what columns became is kept, and explains the same headings later', async () => {
  writeFileSync(at('first.csv'), 'id,Farbe\n12,#111111\n');
  const first = await bulk('plan', 'clients', at('first.csv'), '--column', 'Farbe=colour', '--save-map');
  expect(first).toMatchObject({ exit: 0, stderr: expect.stringContaining(`What each column became is in ${at('clients.map.yaml')}.`) });
  expect(readFileSync(at('clients.map.yaml'), 'utf8')).toBe('columns:\n  id: id\n  Farbe: colour\n');
  writeFileSync(at('second.csv'), 'id,Farbe\n12,#222222\n');
  const second = await bulk('plan', 'clients', at('second.csv'));
  expect(second).toMatchObject({ exit: 0, stderr: expect.stringContaining('Farbe (colour)') });
  expect(second.stdout).toContain('"#222222"');
});

test('records are edited in a sheet with drop-downs, and come back through plan', async () => {
  const path = at('clients.xlsx');
  const written = await bulk('edit', 'clients', '--columns', 'id,name,item_tax_code,inactive', '--out', path);
  expect(written).toMatchObject({ exit: 0, stderr: expect.stringContaining('records. Once edited, plan it with') });
  const untouched = await bulk('plan', 'clients', path, '--out', at('untouched.plan'), '--json');
  const { rows, counts } = JSON.parse(untouched.stdout) as { rows: number; counts: object };
  expect(counts).toMatchObject({ update: 0, error: 0, skip: rows });

  const sheets = (await readSheets(readFileSync(path))) as unknown as { sheet: string; data: (string | number | boolean | null)[][] }[];
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Rows', 'Choices']);
  expect(sheets[1]!.data.flat()).toContain('20% (Sales)');
  const edited = sheets[0]!.data.map((row) => (row[0] === 12 ? [12, row[1]!, '20% (Sales)', true] : row));
  await writeWorkbook(edited).toFile(at('edited.xlsx'));
  const planned = await bulk('plan', 'clients', at('edited.xlsx'), '--out', at('edited.plan'), '--json');
  expect(JSON.parse(planned.stdout)).toMatchObject({ counts: { update: 1, error: 0, skip: rows - 1 } });
  expect(await bulk('apply', at('edited.plan'))).toMatchObject({ exit: 0 });
  expect(client(12)).toMatchObject({ item_tax_code: 1, inactive: true });
  expect(existsSync(at('edited.plan.journal'))).toBe(true);
});

test('an edit without columns, and of a field that is not there, is told', async () => {
  expect(await bulk('edit', 'clients', '--out', at('none.xlsx'))).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('No columns are named'),
  });
  const { exit, stderr } = await bulk('edit', 'clients', '--columns', 'id,nmae', '--out', at('none.xlsx'));
  expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('Clients have no field "nmae"') });
});

test('a sheet for editing holds times in the zone that is asked for, and comes back without being told so', async () => {
  const edit = ['edit', 'tickets', '--columns', 'id,dateoccurred', '--filter', '--client-id 12', '--out', at('times.csv')];
  expect(await bulk(...edit, '--tz', 'Asia/Kathmandu')).toMatchObject({ exit: 0 });
  expect(readFileSync(at('times.csv'), 'utf8')).toContain('id,dateoccurred (Asia/Kathmandu)');
  const { exit, stdout } = await bulk('plan', 'tickets', at('times.csv'), '--out', at('times.plan'), '--json');
  expect(exit).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ counts: { update: 0, error: 0 } });
  expect(await bulk(...edit, '--tz', 'Mars/Olympus')).toMatchObject({ exit: 2, stderr: expect.stringContaining('Unknown time zone') });
});

test('a list is filtered as on its own command line', async () => {
  const { exit, stdout } = await bulk(
    'edit',
    'clients',
    '--columns',
    'name',
    '--filter',
    '--search Acme',
    '--out',
    at('acme.xlsx'),
    '--json',
  );
  expect({ exit, said: JSON.parse(stdout) }).toMatchObject({ exit: 0, said: { rows: 1 } });
});
