import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTenant, type Tenant } from '../journeys/support/tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-bulk-import-'));
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
const named = (resource: string, name: string) => tenant.sandbox.control.records(resource).find((one) => one.name === name);

test('a folder is imported, looked at and taken back', async () => {
  mkdirSync(at('move'));
  writeFileSync(
    at('move/import.yaml'),
    'files:\n  - { file: clients.csv, resource: clients, match: [name], alias: Ref }\n  - { file: sites.csv, resource: sites, match: [client_id+name], references: { Customer: clients.csv } }\n',
  );
  writeFileSync(at('move/clients.csv'), 'Ref,name\nA,Moved one\nB,Moved two\n');
  writeFileSync(at('move/sites.csv'), 'Customer,name\nA,North\nB,South\n');
  const waiting = await bulk('import', at('move'), '--status', '--json');
  expect(JSON.parse(waiting.stdout)).toMatchObject([{ file: 'clients.csv', state: 'waiting' }, { file: 'sites.csv' }]);
  const { exit, stdout, stderr } = await bulk('import', at('move'), '--json');
  expect({ exit, stderr }).toMatchObject({
    exit: 0,
    stderr: expect.stringContaining('sites.csv: 2 rows, 2 to create, 0 to update, 0 to delete.'),
  });
  expect(JSON.parse(stdout)).toMatchObject([
    { file: 'clients.csv', state: 'finished', done: 2 },
    { file: 'sites.csv', state: 'finished', done: 2 },
  ]);
  expect(named('sites', 'South')?.client_id).toBe(named('clients', 'Moved two')?.id);
  expect(await bulk('import', at('move'), '--undo')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('Cannot ask without a terminal.'),
  });
  expect(await bulk('import', at('move'), '--undo', '--yes')).toMatchObject({ exit: 0 });
  expect([named('sites', 'South'), named('clients', 'Moved two')]).toEqual([undefined, undefined]);
});

test('rows that failed are planned once more', async () => {
  writeFileSync(at('retry.csv'), 'id,colour\n12,#123123\n');
  expect(await bulk('plan', 'clients', at('retry.csv'))).toMatchObject({ exit: 0 });
  tenant.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.upsert', count: 1 });
  const failed = await bulk('apply', at('retry.plan'));
  expect(failed).toMatchObject({ exit: 1, stderr: expect.stringContaining('1 rows failed') });
  const planned = await bulk('retry', at('retry.plan'));
  expect(planned).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 rows failed: 1 to update') });
  expect(await bulk('apply', at('retry.retry.plan'))).toMatchObject({ exit: 0, stdout: expect.stringContaining('1 done, 0 failed') });
  const again = await bulk('retry', at('retry.retry.plan'));
  expect(again).toMatchObject({ exit: 2, stderr: expect.stringContaining('no row of this job has failed') });
});

test('rows that failed are exported with the command that plans them as before', async () => {
  writeFileSync(at('times.csv'), 'Title,Opened,client_id,details\nOne,2026-07-01 10:00,12,?\nTwo,2026-07-02 10:00,12,N/A\n');
  writeFileSync(at('nulls.yaml'), "nulls: ['?']\ncolumns: { Title: summary }\n");
  const meaning = ['--mode', 'create', '--map', at('nulls.yaml'), '--null', 'N/A', '--column', 'Opened=dateoccurred'];
  const more = ['--tz', 'Europe/London', '--set', "third_party_id_string=It's one"];
  expect(await bulk('plan', 'tickets', at('times.csv'), ...meaning, ...more)).toMatchObject({ exit: 0 });
  tenant.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'tickets.upsert', count: 2 });
  expect(await bulk('apply', at('times.plan'))).toMatchObject({ exit: 1 });
  const { stderr } = await bulk('export', at('times.plan'), '--failure', at('failed.csv'));
  const command = /^To plan them again: halo (bulk plan .*)$/m.exec(stderr)?.[1] ?? '';
  expect(command).toContain(`tickets ${at('failed.csv')} --mode create`);
  // The words of a shell: each as it stands, or between apostrophes.
  const words = [...command.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) => word.replace(/'([^']*)'|\\(.)/g, '$1$2'));
  expect(await tenant.halo(words, { env: { HOME: folder } })).toMatchObject({ exit: 0 });
  const planned = await bulk('show', at('failed.plan'), '--json');
  expect(JSON.parse(planned.stdout)).toMatchObject(
    ['2026-07-01T09:00:00', '2026-07-02T09:00:00'].map((dateoccurred) => ({
      set: { dateoccurred, third_party_id_string: "It's one", client_id: 12 },
    })),
  );
  expect(planned.stdout).not.toContain('"details"');
});

test('rows come from a report and from a query', async () => {
  const query = 'select aarea as id from area where aarea in (12, 2)';
  const queried = await bulk('plan', 'clients', '--from-sql', query, '--set', 'colour=#111111', '--out', at('sql.plan'), '--json');
  expect({ exit: queried.exit, said: queried.exit === 0 ? JSON.parse(queried.stdout) : queried.stderr }).toMatchObject({
    exit: 0,
    said: { rows: 2, counts: { update: 2 } },
  });
  const report = tenant.sandbox.control.put('reports', { name: 'Some clients', sql: query }).id;
  const reported = await bulk(
    'plan',
    'clients',
    '--from-report',
    String(report),
    '--set',
    'colour=#222222',
    '--out',
    at('report.plan'),
    '--json',
  );
  expect({ exit: reported.exit, said: reported.exit === 0 ? JSON.parse(reported.stdout) : reported.stderr }).toMatchObject({
    exit: 0,
    said: { rows: 2, counts: { update: 2 } },
  });
  const broken = await bulk('plan', 'clients', '--from-sql', 'select nothing from nowhere', '--set', 'colour=#1', '--out', at('no.plan'));
  expect(broken).toMatchObject({ exit: 2, stderr: expect.stringContaining('The query failed') });
});
