import { applyPlan, createPlan, openSource, type PlanRequest, type PlanResult, planUndo, readResults, type Tenant } from 'halopsa-bulk';
import type { JsonObject } from 'halopsa-catalogue/types';
import { describe, expect, test } from 'vitest';
import { countBy } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'all' } as const;
const text = `name,colour\n${Array.from({ length: 25 }, (_, at) => `Row ${at},#112233`).join('\n')}\n`;

async function plan(workshop: Workshop, more: Partial<PlanRequest> = {}, rows = text): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', rows));
  const { tenant } = workshop;
  return createPlan({ resource: 'clients', mode: 'create', marker: 'ref', source, out: workshop.path('rows.plan'), tenant, ...more });
}

/** A tenant whose server makes something else of what is sent. */
function changing(workshop: Workshop, change: (record: JsonObject) => JsonObject): Tenant {
  const tenant = workshop.newTenant();
  const write = tenant.write.bind(tenant);
  tenant.write = (resource, records, safety) => write(resource, records.map(change), safety);
  return tenant;
}

const stand = async ({ url }: Workshop): Promise<number[]> =>
  [...(await countBy(url, 'name'))].filter(([name]) => name.startsWith('Row ')).map(([, count]) => count);
const once = Array.from({ length: 25 }, () => 1);

describe('a mark', () => {
  test('is no value of the row: rows that carry it are read back and found as sent', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop);
    expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 25, failed: 0, verified: 25 });
  });

  test('does not keep undo from taking the new records back, however the server spells it', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop);
    const upper = changing(workshop, (record) => ({ ...record, ref: ` ${String(record['ref']).toUpperCase()} ` }));
    expect(await applyPlan(path, upper, quick)).toMatchObject({ done: 25, failed: 0 });
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
    expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: 25, skipped: 0 });
    expect(await stand(workshop)).toEqual([]);
  });

  test.each(['reset', 'truncated'] as const)('in another case finds its records again (%s)', async (kind) => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop);
    workshop.sandbox.control.faults.add({ kind, phase: 'after', operation: 'clients.upsert', count: 2 });
    const upper = changing(workshop, (record) => ({ ...record, ref: String(record['ref']).toUpperCase() }));
    expect(await applyPlan(path, upper, quick)).toMatchObject({ done: 25, failed: 0, unknown: 0 });
    expect(await stand(workshop)).toEqual(once);
  });

  const spoilt: readonly (readonly [string, (record: JsonObject) => JsonObject])[] = [
    ['drops', ({ ref: _, ...record }) => record],
    ['cuts short', (record) => ({ ...record, ref: String(record['ref']).slice(0, 8) })],
    ['writes over', (record) => ({ ...record, ref: 'automatic' })],
  ];

  test.each(spoilt)('that the server %s protects nothing: rows go one by one, and none is sent twice', async (_, change) => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop);
    const { faults } = workshop.sandbox.control;
    faults.add({ kind: 'reset', phase: 'after', operation: 'clients.upsert', skip: 3, count: 1 });
    expect(await applyPlan(path, changing(workshop, change), quick)).toMatchObject({ done: 24, failed: 0, unknown: 1 });
    expect(await stand(workshop)).toEqual(once);
  });

  test.each(spoilt)('that the server %s, when the first answer is lost: the row is unknown, and not sent again', async (_, change) => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop);
    workshop.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'clients.upsert', count: 1 });
    expect(await applyPlan(path, changing(workshop, change), quick)).toMatchObject({ done: 24, failed: 0, unknown: 1 });
    expect(await stand(workshop)).toEqual(once);
    expect((await collect(readResults(path)))[0]).toMatchObject({ outcome: 'unknown' });
  });

  test.each([
    ['nosuchfield', 'clients have no field "nosuchfield" that could carry a mark'],
    ['confirmemail', 'confirmemail of clients is not a text field, and a mark is a text'],
    ['portalcolour', 'portalcolour of clients holds 7 characters, and a mark has up to'],
    ['id', 'id of clients is not a text field'],
    ['customfields.CFmark', 'clients have no field "customfields.CFmark" that could carry a mark'],
  ])('is refused in %s', async (marker, problem) => {
    await using workshop = await openWorkshop();
    await expect(plan(workshop, { marker })).rejects.toThrow(problem);
  });

  test('is refused in a field that a column or a constant fills', async () => {
    await using workshop = await openWorkshop();
    const rows = 'name,ref\nRow 1,A\nRow 2,A\n';
    await expect(plan(workshop, {}, rows)).rejects.toThrow('a column fills ref, and the mark would be written over it');
    await expect(plan(workshop, { mapping: { set: { ref: 'A' } } })).rejects.toThrow('the mark would be written over it');
  });
});
