import { applyPlan, createPlan, openSource, planRetry, readStatus, retryPath } from 'halopsa-bulk';
import { describe, expect, test } from 'vitest';
import { openWorkshop } from './workshop.js';

const quick = { settleMs: 20, verify: 'none' } as const;

describe('failed rows', () => {
  test('are planned once more, and no others', async () => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const ids = Array.from({ length: 3 }, (_, at) => sandbox.control.put('clients', { name: `Client ${at}`, colour: 'red' }).id);
    sandbox.control.faults.add({ kind: 'status', status: 400, operation: 'clients.upsert', count: 3 });
    const source = await openSource(workshop.file('rows.csv', `id,colour,remark\n${ids.map((id) => `${id},blue,x`).join('\n')}\n`));
    const plan = workshop.path('rows.plan');
    await createPlan({ resource: 'clients', mode: 'update', source, mapping: { columns: { remark: null } }, out: plan, tenant });
    const first = await applyPlan(plan, tenant, quick);
    expect(first.failed).toBeGreaterThan(0);
    const { path, footer } = await planRetry({ plan, out: retryPath(plan), tenant });
    expect(footer).toMatchObject({ rows: first.failed, counts: { update: first.failed } });
    expect(await applyPlan(path, tenant, quick)).toMatchObject({ done: first.failed, failed: 0 });
    expect(ids.map((id) => sandbox.control.records('clients').find((one) => one.id === id)?.colour)).toEqual(['blue', 'blue', 'blue']);
    await expect(planRetry({ plan: path, out: workshop.path('none.plan'), tenant })).rejects.toThrow('no row of this job has failed');
    expect(await readStatus(path)).toMatchObject({ state: 'finished' });
  });

  test('whose records were made, but not as they were sent, become changes', async () => {
    await using workshop = await openWorkshop({ seed: 'small' });
    const { sandbox, tenant } = workshop;
    const source = await openSource(workshop.file('new.csv', 'name,colour\nMade,blue\n'));
    const plan = workshop.path('new.plan');
    await createPlan({ resource: 'clients', mode: 'create', match: ['name'], source, out: plan, tenant });
    const work = applyPlan(plan, tenant, { ...quick, verify: 'all', onProgress: () => spoil() });
    const spoil = (): void => {
      const made = sandbox.control.records('clients').find(({ name }) => name === 'Made');
      if (made) sandbox.control.put('clients', { id: made.id as number, colour: 'grey' });
    };
    expect(await work).toMatchObject({ failed: 1 });
    const { footer, path } = await planRetry({ plan, out: retryPath(plan), tenant });
    expect(footer.counts).toMatchObject({ update: 1, create: 0 });
    expect(await applyPlan(path, tenant)).toMatchObject({ done: 1 });
    expect(sandbox.control.records('clients').filter(({ name }) => name === 'Made')).toMatchObject([{ colour: 'blue' }]);
  });
});
