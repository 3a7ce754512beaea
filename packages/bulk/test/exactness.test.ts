import type { WireRecord } from 'halopsa';
import {
  applyPlan,
  createPlan,
  openSource,
  type PlanRequest,
  type PlanResult,
  planRetry,
  planUndo,
  readResults,
  resumePlan,
  type Tenant,
} from 'halopsa-bulk';
import type { HaloRecord } from 'halopsa-sandbox';
import { describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 20, verify: 'none' } as const;

/** Plans the rows of a text for clients. */
async function plan(workshop: Workshop, text: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', text));
  return createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('rows.plan'), tenant: workshop.tenant, ...more });
}

const upsert = { mode: 'upsert', match: ['name'] } as const;
const named = ({ sandbox }: Workshop, pattern: RegExp): HaloRecord[] =>
  sandbox.control.records('clients').filter(({ name }) => pattern.test(String(name)));
const row = /^row/i;

/** A tenant whose server makes something else of what is sent. */
function changing(workshop: Workshop, change: (records: readonly WireRecord[]) => readonly WireRecord[]): Tenant {
  const tenant = workshop.newTenant();
  const write = tenant.write.bind(tenant);
  tenant.write = (resource, records, safety) => write(resource, change(records), safety);
  return tenant;
}

const oneBlank = (records: readonly WireRecord[]): WireRecord[] =>
  records.map((record) => ({ ...record, name: String(record['name']).replace(/\s+/g, ' ') }));

describe('a server that keeps a key in another spelling', () => {
  test('makes one record of one row, whose id is known', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop, 'name,colour\nRow  one,blue\n', upsert);
    expect(await applyPlan(path, changing(workshop, oneBlank), quick)).toMatchObject({ done: 1, failed: 0 });
    const [made, ...others] = named(workshop, row);
    expect(others).toEqual([]);
    expect(await collect(readResults(path))).toMatchObject([{ outcome: 'created', id: made?.id }]);
  });

  test('makes one record of each row of a request; those whose ids it does not tell fail and are never sent again', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop, 'name,colour\nRow  one,blue\nRow two,blue\nRow  three,blue\n', upsert);
    expect(await applyPlan(path, changing(workshop, oneBlank), quick)).toMatchObject({ done: 1, failed: 2 });
    expect(named(workshop, row)).toHaveLength(3);
    await resumePlan(path, workshop.tenant, quick);
    const [first, second] = await collect(readResults(path));
    expect(first).toMatchObject({
      outcome: 'failed',
      error: 'Halo accepted the row, but no record has its key: look for it under another spelling before the row is sent again',
    });
    expect(second).toMatchObject({ outcome: 'created' });
    const retry = await planRetry({ plan: path, out: workshop.path('retry.plan'), tenant: workshop.tenant });
    expect(retry.footer.counts).toMatchObject({ create: 0, error: 2 });
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
    expect(undo.footer.counts).toMatchObject({ delete: 1, error: 2, skip: 0 });
    expect(named(workshop, row)).toHaveLength(3);
  });
});

test('a new record that did not take all of its values is deleted by undo', async () => {
  await using workshop = await openWorkshop();
  const { path } = await plan(workshop, 'name,colour\nRow one,blue\n', { mode: 'create', match: ['name'] });
  const colourless = changing(workshop, (records) => records.map(({ colour: _, ...record }) => record));
  expect(await applyPlan(path, colourless, { ...quick, verify: 'all' })).toMatchObject({ done: 0, failed: 1 });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: 1, skipped: 0 });
  expect(named(workshop, row)).toEqual([]);
});

test('a change that an answer leaves out is looked up, and fails where it took no effect', async () => {
  await using workshop = await openWorkshop();
  const ids = Array.from({ length: 60 }, (_, at) => workshop.sandbox.control.put('clients', { name: `Row ${at}`, colour: 'red' }).id);
  const { path } = await plan(workshop, `id,colour\n${ids.map((id) => `${id},blue`).join('\n')}\n`);
  const forgetful = changing(workshop, (records) => records.slice(0, -1));
  expect(await applyPlan(path, forgetful, quick)).toMatchObject({ done: 59, failed: 1 });
  expect((await collect(readResults(path))).at(-1)).toMatchObject({
    outcome: 'failed',
    error: 'Halo accepted the row, but its record is as it was',
  });
});

test('a row is not sent where two records with its key were made after it was planned', async () => {
  await using workshop = await openWorkshop();
  const { path } = await plan(workshop, 'name,colour\nRow one,blue\n', upsert);
  for (let at = 0; at < 2; at += 1) workshop.sandbox.control.put('clients', { name: 'Row one' });
  expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 0, skipped: 1 });
  expect(named(workshop, row)).toHaveLength(2);
});
