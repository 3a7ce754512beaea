import { readFileSync } from 'node:fs';
import {
  applyPlan,
  createPlan,
  exportResults,
  openSource,
  optionWords,
  type PlanRequest,
  type PlanResult,
  planRetry,
  planUndo,
  readPlanRows,
  readResults,
  resumePlan,
} from 'halopsa-bulk';
import { noteText } from 'halopsa-catalogue/errors';
import { expect, test } from 'vitest';
import { countBy } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;

async function plan(workshop: Workshop, file: string, out: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const { tenant } = workshop;
  return createPlan({ resource: 'clients', mode: 'create', source: await openSource(file), out: workshop.path(out), tenant, ...more });
}

/** A job without a key: three answers are lost, two of them after the record was made, and one row is refused. */
async function disturbed(workshop: Workshop): Promise<string> {
  const text = `name,colour\n${Array.from({ length: 10 }, (_, at) => `Row ${at},#112233`).join('\n')}\n`;
  const { path } = await plan(workshop, workshop.file('rows.csv', text), 'job.plan');
  const { faults } = workshop.sandbox.control;
  faults.add({ kind: 'status', status: 400, operation: 'clients.upsert', count: 1 });
  faults.add({ kind: 'reset', phase: 'before', operation: 'clients.upsert', count: 1 });
  faults.add({ kind: 'reset', phase: 'after', operation: 'clients.upsert', count: 2 });
  expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 6, failed: 1, unknown: 3 });
  return path;
}

const stand = async ({ url }: Workshop): Promise<[string, number][]> =>
  [...(await countBy(url, 'name'))].filter(([name]) => name.startsWith('Row ')).sort();
const once = Array.from({ length: 10 }, (_, at) => [`Row ${at}`, 1]);

test('rows whose outcome is not known are kept apart from those that failed', async () => {
  await using workshop = await openWorkshop();
  const path = await disturbed(workshop);
  const counts = await exportResults({ plan: path, success: workshop.path('done.csv'), failure: workshop.path('failed.csv') });
  expect(counts).toEqual({ success: 6, failure: 1, unknown: 3 });
  expect(readFileSync(workshop.path('failed.csv'), 'utf8')).not.toContain('unknown');
  expect(readFileSync(workshop.path('failed.unknown.csv'), 'utf8').match(/,unknown,/g)).toHaveLength(3);
});

test.each([',', '.', undefined] as const)('numbers come back as what they are, with the decimal sign %s', async (decimal) => {
  await using workshop = await openWorkshop({ seed: 'small' });
  const prices = [1.234, 12.345, 1234.567, 0.5, -1.25, 100, 1.5e-3, 999.001];
  const records = prices.map((baseprice, at) => ({ name: `Item ${at}`, supplier_part_code: baseprice, baseprice }));
  const more = { resource: 'items', mapping: decimal && { decimal } };
  const first = await plan(workshop, workshop.file('items.json', JSON.stringify(records)), 'job.plan', more);
  workshop.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'items.upsert' });
  expect(await applyPlan(first.path, workshop.tenant, quick)).toMatchObject({ failed: prices.length });
  await exportResults({ plan: first.path, failure: workshop.path('failed.csv') });
  const again = await plan(workshop, workshop.path('failed.csv'), 'again.plan', more);
  const sets = async ({ path }: PlanResult): Promise<unknown[]> => (await collect(readPlanRows(path))).map(({ set }) => set);
  expect(await sets(again)).toEqual(await sets(first));
  expect((await sets(again))[0]).toEqual({ name: 'Item 0', supplier_part_code: '1.234', baseprice: 1.234 });
});

test('numbers come back as what they are where a column has a decimal sign of its own', async () => {
  await using workshop = await openWorkshop({ seed: 'small' });
  const file = workshop.file('items.json', '[{"name":"Item","baseprice":1.234,"costprice":2.345,"Text":"3,5"}]');
  const columns = { baseprice: { field: 'baseprice', decimal: ',' as const }, Text: { field: 'recurringprice', decimal: ',' as const } };
  const more = { resource: 'items', mapping: { columns, decimal: '.' as const } };
  const first = await plan(workshop, file, 'job.plan', more);
  workshop.sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'items.upsert' });
  await applyPlan(first.path, workshop.tenant, quick);
  await exportResults({ plan: first.path, failure: workshop.path('failed.csv') });
  const again = await plan(workshop, workshop.path('failed.csv'), 'again.plan', more);
  expect(again.sample).toMatchObject([{ set: { baseprice: 1.234, costprice: 2.345, recurringprice: 3.5 } }]);
});

test.each([{}, { match: ['name'] }, { mode: 'upsert' as const, match: ['name'] }, { marker: 'ref' }])(
  'every file of an export, planned as it is, makes what is missing and nothing twice (%j)',
  async (more) => {
    await using workshop = await openWorkshop();
    const path = await disturbed(workshop);
    const [success, failure, unknown] = ['done.csv', 'failed.csv', 'unknown.csv'].map((name) => workshop.path(name)) as [
      string,
      string,
      string,
    ];
    await exportResults({ plan: path, success, failure, unknown });
    for (const [at, file] of [success, unknown, failure].entries()) {
      const again = await plan(workshop, file, `again-${at}.plan`, more);
      expect(again.footer.counts.error).toBe(0);
      await applyPlan(again.path, workshop.tenant, quick);
    }
    expect(await stand(workshop)).toEqual(once);
  },
);

test('where rows have no key, nobody is sent to resume to look them up', async () => {
  await using workshop = await openWorkshop();
  const path = await disturbed(workshop);
  const { tenant } = workshop;
  const { footer } = await planRetry({ plan: path, out: workshop.path('retry.plan'), tenant });
  expect(footer.warnings.map((one) => noteText(one, optionWords))).toEqual([
    `3 rows are left out, since it is not known whether they took effect. They have no key to look them up by: exportResults({ plan: "${path}", unknown }) writes them to a file; planned again, they are looked up by their values before anything is made.`,
  ]);
  await applyPlan(workshop.path('retry.plan'), tenant, quick);
  expect(await resumePlan(path, tenant, quick)).toMatchObject({ unknown: 3 });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant });
  expect(undo.footer.counts).toMatchObject({ error: 3 });
  for await (const { outcome, error } of readResults(undo.path))
    if (outcome === 'refused') expect(error).toMatch(/look for its record in Halo, and delete it by hand/);
});

test('two rows alike claim two records, and a third makes one', async () => {
  await using workshop = await openWorkshop();
  for (let at = 0; at < 2; at += 1) workshop.sandbox.control.put('clients', { name: 'Row 1', colour: '#112233' });
  const row = 'Row 1,#112233,,unknown,its answer was lost,2';
  const text = `name,colour,halo_id,halo_outcome,halo_error,halo_line\n${[row, row, row].join('\n')}\n`;
  const { footer } = await plan(workshop, workshop.file('unknown.csv', text), 'again.plan');
  expect(footer.counts).toMatchObject({ skip: 2, create: 1 });
});

test('a new record that did not take a value is changed, and one of another tenant is left alone', async () => {
  await using workshop = await openWorkshop();
  const [made, other] = ['Row 1', 'Somebody else'].map((name) => workshop.sandbox.control.put('clients', { name, colour: 'red' }).id);
  const text = (id: unknown): string =>
    `name,colour,halo_id,halo_outcome,halo_error,halo_line\nRow 1,blue,${String(id)},failed,"Halo accepted the row, but colour is red",2\n`;
  const again = await plan(workshop, workshop.file('failed.csv', text(made)), 'again.plan');
  expect(again.sample).toMatchObject([{ action: 'update', id: made, set: { colour: 'blue' }, before: { colour: 'red' } }]);
  expect(await applyPlan(again.path, workshop.tenant, quick)).toMatchObject({ done: 1 });
  const wrong = await plan(workshop, workshop.file('failed.csv', text(other)), 'wrong.plan');
  expect(wrong.sample[0]?.message).toMatch(/^halo_id \d+ is another record here/);
});

test('rows whose outcome is not known are refused where the tenant is not asked', async () => {
  await using workshop = await openWorkshop();
  const text = 'name,halo_id,halo_outcome\nRow 1,,unknown\n';
  const { footer } = await plan(workshop, workshop.file('unknown.csv', text), 'again.plan', { tenant: undefined });
  expect(footer.counts).toMatchObject({ error: 1, create: 0 });
});

test('a record that did not take a value is changed, also where its row finds it by a key', async () => {
  for (const match of [undefined, ['name']]) {
    await using workshop = await openWorkshop();
    const first = await plan(workshop, workshop.file('rows.csv', 'name,colour\nRow 0,#112233\n'), 'job.plan', { match });
    const tenant = workshop.newTenant();
    const write = tenant.write.bind(tenant);
    tenant.write = (resource, records, safety) =>
      write(
        resource,
        records.map(({ colour: _, ...record }) => record),
        safety,
      );
    expect(await applyPlan(first.path, tenant, { ...quick, verify: 'all' })).toMatchObject({ failed: 1 });
    await exportResults({ plan: first.path, failure: workshop.path('failed.csv') });
    const again = await plan(workshop, workshop.path('failed.csv'), 'again.plan', { match });
    expect(again.sample).toMatchObject([{ action: 'update', set: { colour: '#112233' } }]);
    await applyPlan(again.path, workshop.tenant, quick);
    expect([...(await countBy(workshop.url, 'colour'))]).toContainEqual(['#112233', 1]);
  }
});
