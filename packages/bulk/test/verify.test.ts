import { applyPlan, createPlan, openSource } from 'halopsa-bulk';
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
