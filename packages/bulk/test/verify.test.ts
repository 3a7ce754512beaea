import { applyPlan, createPlan, openSource, planUndo } from 'halopsa-bulk';
import { expect, test } from 'vitest';
import { countBy } from './server-count.js';
import { openWorkshop, putClients, type Workshop } from './workshop.js';

/** A job of 300 changes; the server accepts the second hundred of them and keeps none of those. */
async function losing(workshop: Workshop): Promise<string> {
  const ids = putClients(workshop.sandbox, 300);
  const source = await openSource(workshop.file('rows.csv', `id,colour\n${ids.map((id) => `${id},#00ff00`).join('\n')}\n`));
  const { path } = await createPlan({ resource: 'clients', mode: 'update', source, tenant: workshop.tenant, out: workshop.path('a.plan') });
  workshop.sandbox.control.faults.add({ kind: 'stale', operation: 'clients.upsert', skip: 1, count: 1 });
  return path;
}

test.each(['all', 'sample'] as const)('rows that Halo accepts and does not keep are not called done: verify %s', async (verify) => {
  await using workshop = await openWorkshop();
  expect(await applyPlan(await losing(workshop), workshop.tenant, { verify })).toMatchObject({ done: 200, failed: 100, verified: 200 });
  expect((await countBy(workshop.url, 'colour')).get('#00ff00')).toBe(200);
});

test('a sample that is as it was sent is all that is read', async () => {
  await using workshop = await openWorkshop();
  const path = await losing(workshop);
  workshop.sandbox.control.faults.clear();
  expect(await applyPlan(path, workshop.tenant, { verify: 'sample' })).toMatchObject({ done: 300, failed: 0, verified: 20 });
});

test.each([21, 39, 59])('a sample is spread over all %i rows, however few they are', async (count) => {
  await using workshop = await openWorkshop();
  const ids = putClients(workshop.sandbox, count);
  const source = await openSource(workshop.file('rows.csv', `id,colour\n${ids.map((id) => `${id},#00ff00`).join('\n')}\n`));
  const { path } = await createPlan({ resource: 'clients', mode: 'update', source, tenant: workshop.tenant, out: workshop.path('a.plan') });
  const tenant = workshop.newTenant();
  const write = tenant.write.bind(tenant);
  const lost = new Set(ids.slice(-3));
  tenant.write = async (resource, records, safety) => {
    const [kept, dropped] = [true, false].map((isKept) => records.filter(({ id }) => lost.has(Number(id)) !== isKept));
    return [...(await write(resource, kept!, safety)), ...dropped!];
  };
  expect(await applyPlan(path, tenant, { verify: 'sample' })).toMatchObject({ done: count - 3, failed: 3 });
});

test('a sample of changes is as large where the job deletes many records besides', async () => {
  await using workshop = await openWorkshop();
  const ids = putClients(workshop.sandbox, 40);
  const old = ids.map((id) => `Client ${ids.indexOf(id) + 1},#00ff00`);
  const text = `name,colour\n${[...old, ...ids.map((id) => `New ${id},#00ff00`)].join('\n')}\n`;
  const { tenant } = workshop;
  const source = await openSource(workshop.file('rows.csv', text));
  const match = ['name'];
  const { path } = await createPlan({ resource: 'clients', mode: 'upsert', match, source, tenant, out: workshop.path('a.plan') });
  await applyPlan(path, tenant, { verify: 'none' });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant });
  expect(await applyPlan(undo.path, tenant, { verify: 'sample' })).toMatchObject({ done: 80, verified: 20 });
});
