import { applyPlan, createPlan, openSource, planUndo, readPlanRows, readResults, readStatus, resumePlan } from 'halopsa-bulk';
import type { FaultRule } from 'halopsa-sandbox';
import { describe, expect, test } from 'vitest';
import { countBy } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'all' } as const;
const people = Array.from({ length: 30 }, (_, at) => `Person ${at}`);
/** Every second row leaves its key empty, as lists of people without an address do. */
const hasKey = (at: number): boolean => at % 2 === 1;
const refusedAt = 27;

async function planPeople(workshop: Workshop, marker?: string): Promise<{ path: string; remove: () => Promise<void> }> {
  const { control } = workshop.sandbox;
  const client = control.put('clients', { name: 'Acme' });
  const [good, gone] = ['Good', 'Gone'].map((name) => Number(control.put('sites', { name, client_id: client.id }).id));
  const lines = people.map((name, at) => `${name},${hasKey(at) ? `p${at}@acme.example` : ''},${at === refusedAt ? gone : good}`);
  const source = await openSource(workshop.file('people.csv', `name,emailaddress,site_id\n${lines.join('\n')}\n`));
  const request = { resource: 'users', mode: 'create', match: ['emailaddress'], marker } as const;
  const plan = await createPlan({ ...request, source, out: workshop.path('people.plan'), tenant: workshop.tenant });
  return { path: plan.path, remove: () => workshop.tenant.remove('sites', gone!) };
}

const countsOf = async (workshop: Workshop): Promise<number[]> => {
  const counts = await countBy(workshop.url, 'name', '/Users', 'users');
  return people.map((name) => counts.get(name) ?? 0);
};

describe('rows that leave the key of their plan empty', () => {
  test('are made once, where Halo refuses a row that would share their request', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path, remove } = await planPeople(workshop);
    await remove();
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 29, failed: 1, unknown: 0 });
    expect(await countsOf(workshop)).toEqual(people.map((_, at) => (at === refusedAt ? 0 : 1)));
  });

  test.each<FaultRule>([
    { kind: 'reset', phase: 'after', operation: 'users.upsert', count: 1 },
    { kind: 'status', status: 500, phase: 'after', operation: 'users.upsert', count: 1 },
  ])('cost at most one unknown row for a lost answer: $kind', async (rule) => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planPeople(workshop);
    workshop.sandbox.control.faults.add(rule);
    const result = await applyPlan(path, workshop.tenant, quick);
    expect(result.unknown).toBeLessThanOrEqual(1);
    expect(await countsOf(workshop)).toEqual(people.map(() => 1));
  });

  test('are not sent again by a mark that Halo does not keep', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planPeople(workshop, 'other5');
    const tenant = workshop.newTenant();
    const write = tenant.write.bind(tenant);
    tenant.write = (resource, records, safety) =>
      write(
        resource,
        records.map(({ other5: _, ...record }) => record),
        safety,
      );
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'users.upsert', count: 1 });
    await applyPlan(path, tenant, quick);
    expect(await countsOf(workshop)).toEqual(people.map(() => 1));
  });

  test('are counted in the forecast and named in the plan', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planPeople(workshop);
    const { footer } = await import('halopsa-bulk').then(({ checkPlan }) => checkPlan(path));
    expect(footer.warnings.join('\n')).toContain('15 of the new records have no key');
    expect(footer.requests).toBeGreaterThanOrEqual(16);
  });

  test('keep a copy of their plan from being applied as well', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planPeople(workshop);
    const { copyFileSync } = await import('node:fs');
    const copy = workshop.path('copy.plan');
    copyFileSync(path, copy);
    await expect(applyPlan(copy, workshop.tenant, quick)).rejects.toThrow('15 of its new records have no key');
    await applyPlan(copy, workshop.tenant, { ...quick, force: true });
  });

  test('that stay unknown are not said to be found by a resumed job', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { path } = await planPeople(workshop);
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'users.upsert', count: 1 });
    await applyPlan(path, workshop.tenant, quick);
    await resumePlan(path, workshop.tenant, quick);
    const unknown = (await collect(readResults(path))).filter(({ outcome }) => outcome === 'unknown');
    expect(await readStatus(path)).toMatchObject({ unknown: unknown.length });
    expect(unknown).toHaveLength(1);
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant: workshop.tenant });
    const [row] = (await collect(readPlanRows(undo.path))).filter(({ action }) => action === 'error');
    expect(row?.message).toContain('delete it by hand');
  });
});
