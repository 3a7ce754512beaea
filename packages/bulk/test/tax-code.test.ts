import { readFileSync } from 'node:fs';
import { applyPlan, createPlan, exportResults, openSource, planUndo, readStatus } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { openWorkshop, putClients } from './workshop.js';

test('4,000 clients get the tax code "20% (Sales)" from a CSV file, by its name, and get their own back', async () => {
  await using workshop = await openWorkshop({ seed: 'small' });
  const { sandbox, tenant } = workshop;
  const ids = putClients(sandbox, 4000);
  const before = JSON.stringify(sandbox.control.records('clients'));
  const csv = workshop.file('tax.csv', `id\n${ids.join('\n')}\n`);
  const plan = workshop.path('tax.plan');

  const planned = await createPlan({
    resource: 'clients',
    mode: 'update',
    match: ['id'],
    source: await openSource(csv),
    mapping: { set: { item_tax_code: '20% (Sales)' } },
    out: plan,
    tenant,
  });
  expect(planned.footer).toMatchObject({ rows: 4000, counts: { update: 4000, skip: 0, error: 0 }, requests: 81 });
  expect(planned.sample[0]).toMatchObject({ line: 2, set: { item_tax_code: 1 }, before: { item_tax_code: 2 } });
  expect(
    sandbox.control.requestLog
      .list()
      .filter(({ method }) => method !== 'GET')
      .map(({ operation }) => operation),
  ).toEqual(['token']);

  expect(await applyPlan(plan, tenant, { verify: 'all' })).toMatchObject({ done: 4000, failed: 0, unknown: 0, verified: 4000 });
  const changed = sandbox.control.records('clients').filter(({ id }) => ids.includes(Number(id)));
  expect(changed.every(({ item_tax_code }) => item_tax_code === 1)).toBe(true);
  expect(await readStatus(plan)).toMatchObject({ state: 'finished', done: 4000, waiting: 0 });
  expect(await exportResults({ plan, success: workshop.path('done.csv') })).toEqual({ success: 4000, failure: 0, unknown: 0 });
  expect(readFileSync(workshop.path('done.csv'), 'utf8').split('\n').slice(0, 2)).toEqual([
    '\uFEFFid,halo_id,halo_outcome,halo_error,halo_line',
    `${ids[0]},${ids[0]},updated,,2`,
  ]);

  const undo = await planUndo({ plan, out: workshop.path('undo.plan'), tenant });
  expect(undo.footer.counts).toMatchObject({ update: 4000, error: 0 });
  expect(await applyPlan(undo.path, tenant)).toMatchObject({ done: 4000, failed: 0 });
  expect(JSON.stringify(sandbox.control.records('clients'))).toBe(before);
});
