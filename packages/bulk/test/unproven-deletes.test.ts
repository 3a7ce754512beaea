import { systemClock } from 'halopsa';
import { applyPlan, createPlan, openSource, readStatus } from 'halopsa-bulk';
import { useQuickWaits } from 'halopsa-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, putClients } from './workshop.js';

useQuickWaits(systemClock, { beforeAll, afterAll });

const quick = { settleMs: 5, verify: 'none' } as const;

test.each(['false', '{}', 'true', '{"error":"denied"}'])(
  'a delete that is answered with %s fails its row and no other, and is done where the record is gone',
  async (body) => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const ids = putClients(sandbox, 12);
    const source = await openSource(workshop.file('gone.csv', `id\n${ids.join('\n')}\n`));
    const out = workshop.path('gone.plan');
    const { path } = await createPlan({ resource: 'clients', mode: 'delete', source, out, tenant });
    const wrong = { kind: 'status', status: 200, body, operation: 'clients.delete' } as const;
    sandbox.control.faults.add({ ...wrong, skip: 3, count: 1 });
    sandbox.control.faults.add({ ...wrong, phase: 'after', skip: 4, count: 1 });
    await applyPlan(path, tenant, quick);
    const left = sandbox.control.records('clients').filter(({ id }) => ids.includes(Number(id)));
    expect(left).toHaveLength(1);
    expect(await readStatus(path)).toMatchObject({ done: 11, failed: 1, unknown: 0 });
  },
);

test.each(['{}', 'OK'])('a plan whose every delete is answered with %s says of none that it is done', async (body) => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const ids = putClients(sandbox, 40);
  const source = await openSource(workshop.file('gone.csv', `id\n${ids.join('\n')}\n`));
  const { path } = await createPlan({ resource: 'clients', mode: 'delete', source, out: workshop.path('gone.plan'), tenant });
  sandbox.control.faults.add({ kind: 'status', status: 200, body, operation: 'clients.delete' });
  await applyPlan(path, tenant, quick).catch(() => undefined);
  expect(sandbox.control.records('clients').filter(({ id }) => ids.includes(Number(id)))).toHaveLength(40);
  expect(await readStatus(path)).toMatchObject({ done: 0 });
});
