import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTenant, type Tenant } from '../journeys/support/tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-commands-'));
const at = (name: string): string => join(folder, name);
let tenant: Tenant;
let other = 0;

beforeAll(async () => {
  tenant = await startTenant({ seed: 'small' });
  other = Number(tenant.sandbox.control.put('clients', { name: 'Another' }).id);
});

afterAll(async () => {
  await tenant.close();
  rmSync(folder, { recursive: true, force: true });
});

const bulk = (...words: string[]): ReturnType<Tenant['halo']> => tenant.halo(['bulk', ...words], { env: { HOME: folder } });
const taxOf = (id: number): unknown => tenant.sandbox.control.records('clients').find((client) => client.id === id)?.item_tax_code;

test('bodies with custom fields are printed with what becomes of those that they leave out', async () => {
  tenant.sandbox.control.put('clients', { id: 12, customfields: [{ id: 1, name: 'CFregion', value: 'North' }] });
  writeFileSync(at('region.csv'), 'id,CFregion\n12,South\n');
  expect(await bulk('plan', 'clients', at('region.csv'), '--out', at('region.plan'))).toMatchObject({ exit: 0 });
  const { stdout, stderr } = await bulk('payload', at('region.plan'));
  expect(stdout).toContain('"customfields":[{"name":"CFregion","value":"South"}]');
  expect(stderr).toContain('"halo bulk apply" sends them all along.');
});

test('a job from plan to undo, as a person types it', async () => {
  writeFileSync(at('tax.csv'), `id\n12\n${other}\n`);
  const planned = await bulk(
    'plan',
    'clients',
    at('tax.csv'),
    '--set',
    'item_tax_code=20% (Sales)',
    '--out',
    at('tax.plan'),
    '--html',
    at('review.html'),
  );
  expect(planned).toMatchObject({ exit: 0 });
  expect(planned.stdout).toContain('2  to update');
  expect(planned.stdout).toContain('item_tax_code: (nothing) -> 1');
  expect(readFileSync(at('review.html'), 'utf8')).toContain('<ins>1 (20% (Sales))</ins>');
  expect(taxOf(12)).toBeUndefined();

  expect(await bulk('payload', at('tax.plan'))).toMatchObject({
    stderr: '',
    stdout: `[{"id":12,"item_tax_code":1},{"id":${other},"item_tax_code":1}]\n`,
  });
  expect(await bulk('apply', at('tax.plan'))).toMatchObject({
    exit: 0,
    stdout: '2 done, 0 failed, 0 unknown, 0 left alone; 2 read back and found as sent.\n',
  });
  expect([taxOf(12), taxOf(other)]).toEqual([1, 1]);
  expect(JSON.parse((await bulk('status', at('tax.plan'), '--json')).stdout)).toMatchObject({ state: 'finished', done: 2 });
  expect(JSON.parse((await bulk('results', at('tax.plan'), '--json')).stdout)).toMatchObject([
    { id: 12, outcome: 'updated' },
    { id: other, outcome: 'updated' },
  ]);
  expect((await bulk('list', folder)).stdout).toContain('tax.plan');

  expect(await bulk('undo', at('tax.plan'), '--out', at('undo.plan'))).toMatchObject({ exit: 0 });
  expect(await bulk('apply', at('undo.plan'))).toMatchObject({ exit: 0 });
  expect([taxOf(12), taxOf(other)]).toEqual([undefined, undefined]);
});

test('rows with errors are told one by one, with a file to fill in, and end with exit code 2', async () => {
  writeFileSync(at('bad.csv'), 'id,item_tax_code\n12,Some tax\n99999,1\n');
  const { exit, stdout, stderr } = await bulk('plan', 'clients', at('bad.csv'), '--out', at('bad.plan'));
  expect(exit).toBe(2);
  expect(stdout).toContain('line 2, column "item_tax_code": no tax is named "Some tax"');
  expect(stdout).toContain('line 3, column "id": no client has the id 99999');
  expect(stderr).toContain('2 of 2 rows have errors. Nothing was sent.');
  expect(readFileSync(`${at('bad.plan')}.values.yaml`, 'utf8')).toBe('values:\n  item_tax_code:\n    Some tax: null\n');
  writeFileSync(at('values.yaml'), 'values:\n  item_tax_code:\n    Some tax: 2\n');
  writeFileSync(at('good.csv'), 'id,item_tax_code\n12,Some tax\n');
  expect(await bulk('plan', 'clients', at('good.csv'), '--values', at('values.yaml'), '--out', at('good.plan'))).toMatchObject({ exit: 0 });
});

test('deletes are not done unasked', async () => {
  writeFileSync(at('gone.csv'), `id\n${other}\n`);
  await bulk('plan', 'clients', at('gone.csv'), '--mode', 'delete', '--out', at('gone.plan'));
  const { exit, stderr } = await bulk('apply', at('gone.plan'));
  expect(exit).toBe(2);
  expect(stderr).toContain('This plan deletes 1 record of clients. Cannot ask without a terminal. Nothing was sent.');
  expect(existsSync(`${at('gone.plan')}.journal`)).toBe(false);
});

test('rows come from a list or the standard input too', async () => {
  const list = await bulk(
    'plan',
    'clients',
    '--from-list',
    'clients --search Acme',
    '--set',
    'colour=#123456',
    '--column',
    'id=id',
    '--ignore-others',
    '--out',
    at('list.plan'),
  );
  expect(list).toMatchObject({ exit: 0 });
  const piped = await tenant.halo(['bulk', 'plan', 'clients', '-', '--out', at('piped.plan')], {
    env: { HOME: folder },
    input: 'id;colour\n12;#010203\n',
  });
  expect(piped).toMatchObject({ exit: 0 });
  expect(piped.stdout).toContain('1 rows of standard input (UTF-8, separated by semicolons)');
});

test('a captured request body becomes a map file that can be used', async () => {
  const body = [
    {
      id: 12,
      colour: '#000000',
      toplevel_name: 'Top',
      _warning: 'x',
      customfields: [{ id: 5, name: 'CFregion', value: 'North' }],
      xtype_helper: 1,
    },
  ];
  writeFileSync(at('captured.json'), JSON.stringify(body));
  const { exit, stdout, stderr } = await bulk('map', 'clients', '--from-payload', at('captured.json'));
  expect({ exit, stdout }).toEqual({
    exit: 0,
    stdout: 'columns:\n  id: id\n  colour: colour\n  CFregion: customfields.CFregion\nothers: ignore\n',
  });
  expect(stderr).toContain('xtype_helper');
  writeFileSync(at('clients.map.yaml'), stdout);
  writeFileSync(at('mapped.csv'), 'id,colour,CFregion,remark\n12,#0a0b0c,South,hello\n');
  const planned = await bulk('plan', 'clients', at('mapped.csv'), '--map', at('clients.map.yaml'), '--out', at('mapped.plan'));
  expect(planned).toMatchObject({ exit: 0 });
  expect(await bulk('apply', at('mapped.plan'))).toMatchObject({ exit: 0 });
  const client = tenant.sandbox.control.records('clients').find(({ id }) => id === 12);
  expect(client).toMatchObject({
    colour: '#0a0b0c',
    customfields: expect.arrayContaining([expect.objectContaining({ name: 'CFregion', value: 'South' })]),
  });
});

test('a sheet that a list has written comes back through plan, and changes nothing', async () => {
  const listed = await tenant.halo(['clients', 'list', '--columns', 'id,name', '--out', at('clients.xlsx')], { env: { HOME: folder } });
  expect(listed).toMatchObject({ exit: 0 });
  const { exit, stdout } = await bulk('plan', 'clients', at('clients.xlsx'), '--out', at('sheet.plan'), '--json');
  expect(exit).toBe(0);
  const { rows, counts } = JSON.parse(stdout) as { rows: number; counts: Record<string, number> };
  expect(rows).toBeGreaterThan(10);
  expect(counts).toMatchObject({ update: 0, create: 0, error: 0, skip: rows });
});
