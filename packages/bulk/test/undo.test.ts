import fc from 'fast-check';
import { applyPlan, createPlan, openSource, planUndo, readStatus } from 'halopsa-bulk';
import type { HaloRecord } from 'halopsa-sandbox';
import { propertyRuns, runs } from 'halopsa-testkit';
import { expect, test } from 'vitest';
import { collect, openWorkshop } from './workshop.js';

const region = (value: string) => ({ name: 'CFregion', value, display: value });
const text = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((value) => value.trim() === value && !value.includes('\0'));
const field = fc.record(
  {
    colour: fc.constantFrom('#111111', '#222222', '#333333'),
    notes: text,
    item_tax_code: fc.constantFrom(1, 2),
    inactive: fc.boolean(),
    'customfields.CFregion': fc.constantFrom('North', 'South'),
  },
  { requiredKeys: ['colour'] },
);
const job = fc.record({
  mode: fc.constantFrom('update' as const, 'upsert' as const, 'create' as const),
  rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), field), { minLength: 1, maxLength: 8 }),
});

const comparable = (records: readonly HaloRecord[]): string[] =>
  records.map((record) => JSON.stringify(Object.entries(record).sort())).sort();

test(
  'undo brings back every field, and deletes what was created, after any job',
  async () => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const ids = Array.from({ length: 6 }, (_, at) =>
      Number(sandbox.control.put('clients', { name: `Client ${at}`, item_tax_code: 2, notes: 'old', customfields: [region('East')] }).id),
    );
    const before = comparable(sandbox.control.records('clients'));
    let number = 0;
    await fc.assert(
      fc.asyncProperty(job, async ({ mode, rows }) => {
        number += 1;
        const distinct = [...new Map(rows).entries()].filter(([at]) => mode !== 'update' || at < ids.length);
        const records = distinct.map(([at, fields]) => ({
          ...(mode === 'update' ? { id: ids[at] } : { name: `Client ${at}` }),
          ...fields,
        }));
        if (records.length === 0) return;
        const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
        const complete = records.map((record) =>
          Object.fromEntries(columns.map((column) => [column, record[column as keyof typeof record] ?? null])),
        );
        const source = await openSource(workshop.file(`${number}.json`, JSON.stringify(complete)));
        const match = mode === 'update' ? ['id'] : ['name'];
        const { path, footer } = await createPlan({
          resource: 'clients',
          mode,
          match,
          source,
          out: workshop.path(`${number}.plan`),
          tenant,
        });
        expect(footer.counts.error).toBe(0);
        await applyPlan(path, tenant, { verify: 'all' });
        expect(await readStatus(path)).toMatchObject({ failed: 0, unknown: 0 });
        const undo = await planUndo({ plan: path, out: workshop.path(`${number}.undo.plan`) });
        expect(await applyPlan(undo.path, tenant, { verify: 'all' })).toMatchObject({ failed: 0, unknown: 0 });
        expect(comparable(sandbox.control.records('clients'))).toEqual(before);
      }),
      propertyRuns(12, 1000),
    );
  },
  runs(60_000, 900_000),
);

test('undo leaves alone what somebody has changed since, and says so', async () => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const id = sandbox.control.put('clients', { name: 'One', colour: 'red' }).id;
  const source = await openSource(workshop.file('one.csv', `id,colour\n${id},blue\n`));
  const { path } = await createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('one.plan'), tenant });
  await applyPlan(path, tenant);
  sandbox.control.put('clients', { id: id as number, colour: 'green' });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(await applyPlan(undo.path, tenant)).toMatchObject({ done: 0, skipped: 1 });
  const { readResults } = await import('halopsa-bulk');
  expect(await collect(readResults(undo.path))).toMatchObject([
    { outcome: 'skipped', error: 'colour was "blue" when it was planned and is "green" now' },
  ]);
});

test('undo leaves a new record alone that somebody has changed since, unless forced', async () => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const source = await openSource(workshop.file('new.csv', 'name,colour\nOne,blue\nTwo,blue\n'));
  const { path } = await createPlan({
    resource: 'clients',
    mode: 'create',
    match: ['name'],
    source,
    out: workshop.path('new.plan'),
    tenant,
  });
  await applyPlan(path, tenant);
  const one = sandbox.control.records('clients').find(({ name }) => name === 'One');
  sandbox.control.put('clients', { id: one!.id as number, colour: 'green' });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(await applyPlan(undo.path, tenant)).toMatchObject({ done: 1, skipped: 1 });
  const { readResults } = await import('halopsa-bulk');
  expect((await collect(readResults(undo.path)))[0]).toMatchObject({
    error: 'colour was "blue" when it was planned and is "green" now',
  });
  const forced = await planUndo({ plan: path, out: workshop.path('forced.plan') });
  expect(await applyPlan(forced.path, tenant, { force: true })).toMatchObject({ done: 1 });
  expect(sandbox.control.records('clients').filter(({ name }) => name === 'One' || name === 'Two')).toEqual([]);
});

test('deleted records are told to be beyond return', async () => {
  await using workshop = await openWorkshop();
  const { sandbox, tenant } = workshop;
  const id = sandbox.control.put('clients', { name: 'One' }).id;
  const source = await openSource(workshop.file('one.csv', `id\n${id}\n`));
  const { path, footer } = await createPlan({ resource: 'clients', mode: 'delete', source, out: workshop.path('one.plan'), tenant });
  expect(footer.warnings).toEqual([expect.stringContaining('Deleted records cannot be brought back by this program.')]);
  await applyPlan(path, tenant);
  expect(sandbox.control.records('clients').some((client) => client.id === id)).toBe(false);
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(undo.footer).toMatchObject({ counts: { error: 1, update: 0 }, warnings: ['1 rows cannot be taken back.'] });
});
