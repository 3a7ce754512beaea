import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { applyPlan, createPlan, openSource, type PlanRequest, type PlanResult, planUndo, readStatus, resumePlan } from 'halopsa-bulk';
import type { HaloRecord } from 'halopsa-sandbox';
import { expect, test, vi } from 'vitest';
import { DeletedRecords } from '../src/run/deleted-records.js';
import { openWorkshop, putClients, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'none' } as const;

async function planned(workshop: Workshop, ids: readonly number[], more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('gone.csv', `id\n${ids.join('\n')}\n`));
  const { tenant } = workshop;
  return createPlan({ resource: 'clients', mode: 'delete', source, out: workshop.path('gone.plan'), tenant, ...more });
}

const kept = (path: string): HaloRecord[] =>
  readFileSync(`${path}.deleted.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as HaloRecord);

const standing = ({ sandbox }: Workshop, ids: readonly number[]): HaloRecord[] =>
  sandbox.control.records('clients').filter(({ id }) => ids.includes(Number(id)));

test.each([true, false])(
  'records are named, kept whole and only then deleted, within the requests that were said (with a tenant: %s)',
  async (isCompared) => {
    await using workshop = await openWorkshop();
    const ids = putClients(workshop.sandbox, 30);
    for (const id of ids)
      workshop.sandbox.control.put('clients', { id, notes: `kept ${id}`, customfields: [{ name: 'CFregion', value: 'North' }] });
    const target = { url: workshop.url };
    const { path, footer, sample } = await planned(workshop, ids, isCompared ? {} : { tenant: undefined, target });
    if (isCompared) expect(sample[0]).toMatchObject({ action: 'delete', id: ids[0], name: 'Client 1' });
    expect(footer.warnings).toContain(
      `Deleted records cannot be brought back by this program. Before each is deleted, all of it is written to ${path}.deleted.ndjson.`,
    );
    workshop.sandbox.control.requestLog.clear();
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 30, backup: `${path}.deleted.ndjson` });
    const sent = workshop.sandbox.control.requestLog.list().filter(({ url }) => url.includes('/api/'));
    expect(sent.length).toBeLessThanOrEqual(footer.requests);
    expect(standing(workshop, ids)).toEqual([]);
    expect(statSync(`${path}.deleted.ndjson`).mode & 0o777).toBe(0o600);
    const records = kept(path);
    expect(records.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(ids);
    for (const record of records)
      expect(record).toMatchObject({
        notes: `kept ${record.id}`,
        customfields: [expect.objectContaining({ name: 'CFregion', value: 'North' })],
      });
  },
);

test('a record is on the disk when its delete is refused, and a job that goes on keeps what it has', async () => {
  await using workshop = await openWorkshop();
  const ids = putClients(workshop.sandbox, 3);
  const { path } = await planned(workshop, ids);
  workshop.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'clients.delete' });
  await expect(applyPlan(path, workshop.tenant, quick)).rejects.toThrow('403');
  expect(standing(workshop, ids)).toHaveLength(3);
  expect(kept(path).length).toBeGreaterThan(0);
  workshop.sandbox.control.faults.clear();
  // As a crash leaves it.
  writeFileSync(`${path}.deleted.ndjson`, '{"id":1,"na');
  expect(await resumePlan(path, workshop.tenant, quick)).toMatchObject({ done: 3 });
  const [cut, ...lines] = readFileSync(`${path}.deleted.ndjson`, 'utf8').trimEnd().split('\n');
  expect(cut).toBe('{"id":1,"na');
  expect(lines.map((line) => Number((JSON.parse(line) as HaloRecord).id)).sort((a, b) => a - b)).toEqual(ids);
});

test('what cannot be kept is not deleted', async () => {
  await using workshop = await openWorkshop();
  const ids = putClients(workshop.sandbox, 3);
  const { path } = await planned(workshop, ids);
  using _ = vi.spyOn(DeletedRecords.prototype, 'keep').mockRejectedValue(new Error('ENOSPC: no space left on device'));
  workshop.sandbox.control.requestLog.clear();
  await expect(applyPlan(path, workshop.tenant, quick)).rejects.toThrow('ENOSPC');
  expect(workshop.sandbox.control.requestLog.list().filter(({ method }) => method === 'DELETE')).toEqual([]);
  expect(standing(workshop, ids)).toHaveLength(3);
  expect(await readStatus(path)).toMatchObject({ done: 0, waiting: 3 });
  expect(existsSync(`${path}.deleted.ndjson`)).toBe(false);
});

test('a record that is gone by then is left alone, and undo of new records keeps them too', async () => {
  await using workshop = await openWorkshop();
  const source = await openSource(workshop.file('new.csv', 'name\nOne\nTwo\n'));
  const { tenant, sandbox } = workshop;
  const { path } = await createPlan({
    resource: 'clients',
    mode: 'create',
    match: ['name'],
    source,
    out: workshop.path('new.plan'),
    tenant,
  });
  await applyPlan(path, tenant, quick);
  const made = sandbox.control.records('clients').filter(({ name }) => name === 'One' || name === 'Two');
  await tenant.remove('clients', Number(made[1]!.id));
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan'), tenant });
  expect(await applyPlan(undo.path, tenant, quick)).toMatchObject({ done: 1, skipped: 1, backup: `${undo.path}.deleted.ndjson` });
  expect(kept(undo.path)).toMatchObject([{ id: made[0]!.id, name: 'One' }]);
});
