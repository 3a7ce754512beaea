import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient } from 'halopsa';
import { useSandbox } from 'halopsa-sandbox/fixture';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { planBulkChange } from '../src/connector/plan-bulk-change.js';
import { halo, type Spoken, testHost } from './support/test-host.js';

const sandbox = useSandbox({ beforeAll, afterAll, beforeEach }, { keep: true });
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-again-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tell = (...argv: string[]): Promise<Spoken> =>
  halo(argv, { env: { HALO_TENANT_URL: sandbox.url, HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' } });
const place = (name: string): string => join(folder, name);

/** Exports the failed rows of a plan and runs the command that the export prints for them; gives the rows of the new plan. */
async function plannedAgain(plan: string, name: string): Promise<{ words: string; rows: unknown[] }> {
  const failed = place(`${name}.failed.csv`);
  const { stderr } = await tell('bulk', 'export', plan, '--failure', failed);
  const [, words = ''] = /To plan them again: halo (.*)/.exec(stderr) ?? [];
  expect(words).toContain('bulk plan');
  const out = place(`${name}.again.plan`);
  const made = await tell(...words.split(' '), '--out', out, '--json');
  expect(made).toMatchObject({ exit: 0 });
  const { sample } = JSON.parse(made.stdout) as { sample: { action: string; set?: unknown }[] };
  return { words, rows: sample.map(({ action, set }) => [action, set]) };
}

const refuseOnce = (operation: string): void => {
  sandbox.control.faults.add({ kind: 'status', status: 400, operation, count: 50 });
};

it('rows of an import folder are planned again with its map, its dates and its aliases', async () => {
  await mkdir(place('move'));
  await writeFile(place('move/clients.csv'), 'Ref,name\nA,Again one\n');
  await writeFile(place('move/sites.csv'), 'Customer,name,Note,Extra\nA,North again,?,x\n');
  const map = '{ nulls: ["?"], columns: { Note: notes, Customer: client_id }, others: ignore-unknown, set: { colour: "#112233" } }';
  const files = `files:\n  - { file: clients.csv, resource: clients, match: [name], alias: Ref }\n  - { file: sites.csv, resource: sites, match: [client_id+name], references: { Customer: clients.csv }, map: ${map} }\n`;
  await writeFile(place('move/import.yaml'), files);
  refuseOnce('sites.upsert');
  await tell('bulk', 'import', place('move'), '--yes');
  sandbox.control.faults.clear();
  const client = sandbox.control.records('clients').find(({ name }) => name === 'Again one')!.id;
  const { rows } = await plannedAgain(place('move/sites.plan'), 'sites');
  expect(rows).toEqual([['create', { client_id: client, name: 'North again', colour: '#112233' }]]);
});

it('rows that an assistant has planned are planned again as it said', async () => {
  const client = new HaloClient({ tenantUrl: sandbox.url, clientId: 'sandbox', clientSecret: 'sandbox' });
  const host = testHost();
  const input = {
    topic: 'tickets',
    mode: 'create',
    rows: [{ Title: 'Again', when: '3/4/2026 10:00', cost: '1.500', other: 'x' }],
    columns: { Title: 'summary', when: 'dateoccurred', cost: 'cost' },
    date_format: 'd/M/yyyy H:mm',
    decimal: ',',
    time_zone: 'Europe/London',
    ignore: ['other'],
    set: { client_id: 12 },
    check_ids: true,
  };
  const { plan } = (await planBulkChange(host).run(client, input, { signal: host.signal } as never)) as { plan: string };
  refuseOnce('tickets.upsert');
  await tell('bulk', 'apply', plan, '--yes');
  sandbox.control.faults.clear();
  const { words, rows } = await plannedAgain(plan, 'assistant');
  expect(words).toContain(' --check-ids');
  expect(rows).toEqual([['create', { summary: 'Again', dateoccurred: '2026-04-03T09:00:00', cost: 1500, client_id: 12 }]]);
  await client.close();
});

it('rows of a list are planned again by the columns that were named, and their times stay in UTC', async () => {
  const plan = place('list.plan');
  const line = ['bulk', 'plan', 'clients', '--from-list', 'clients --search Again', '--column', 'id=id', '--ignore-others'];
  expect(await tell(...line, '--set', 'colour=#445566', '--tz', 'Europe/London', '--out', plan)).toMatchObject({ exit: 0 });
  refuseOnce('clients.upsert');
  await tell('bulk', 'apply', plan, '--yes');
  sandbox.control.faults.clear();
  const { words, rows } = await plannedAgain(plan, 'list');
  expect(rows).toEqual([['update', { colour: '#445566' }]]);
  expect(words).not.toContain('--tz');
  expect(await readFile(`${plan}.map.json`, 'utf8')).toContain('"name": null');
});

it('an assistant is told in the names of inputs what to do about rows and about the whole', async () => {
  const client = new HaloClient({ tenantUrl: sandbox.url, clientId: 'sandbox', clientSecret: 'sandbox' });
  const host = testHost();
  const run = (input: object): Promise<unknown> =>
    Promise.resolve(planBulkChange(host).run(client, { topic: 'tickets', mode: 'create', ...input }, { signal: host.signal } as never));
  const planned = (await run({ rows: [{ summary: 'N/A', client_id: 12 }] })) as Record<'errors' | 'reasons', { message: string }[]>;
  const message = '"N/A" may stand for nothing: use "nulls": ["N/A"] if it does, or "literals": ["N/A"] if it is the value';
  expect(planned.errors).toEqual([{ row: 1, message }]);
  expect(planned.reasons).toMatchObject([{ message, rows: 1 }]);
  await expect(run({ rows: [{ summary: 'a', Mystery: 1 }] })).rejects.toMatchObject({
    code: 'halo/usage',
    nextStep: expect.stringContaining('Use "columns": {"Mystery":"FIELD"}, or leave the column out with "ignore": ["Mystery"].') as string,
  });
  await client.close();
});
