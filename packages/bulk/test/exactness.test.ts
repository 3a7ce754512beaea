import {
  applyPlan,
  createPlan,
  openSource,
  type PlanRequest,
  type PlanResult,
  planRetry,
  planUndo,
  readResults,
  resumePlan,
  type Tenant,
} from 'halopsa-bulk';
import type { JsonObject } from 'halopsa-catalogue/types';
import type { HaloRecord } from 'halopsa-sandbox';
import { describe, expect, test } from 'vitest';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 20, verify: 'none' } as const;

/** Plans the rows of a text for clients. */
async function plan(workshop: Workshop, text: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', text));
  return createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('rows.plan'), tenant: workshop.tenant, ...more });
}

const upsert = { mode: 'upsert', match: ['name'] } as const;
const named = ({ sandbox }: Workshop, pattern: RegExp): HaloRecord[] =>
  sandbox.control.records('clients').filter(({ name }) => pattern.test(String(name)));
const row = /^row/i;

/** A tenant whose server makes something else of what is sent. */
function changing(workshop: Workshop, change: (records: readonly JsonObject[]) => readonly JsonObject[]): Tenant {
  const tenant = workshop.newTenant();
  const write = tenant.write.bind(tenant);
  tenant.write = (resource, records, safety) => write(resource, change(records), safety);
  return tenant;
}

const oneBlank = (records: readonly JsonObject[]): JsonObject[] =>
  records.map((record) => ({ ...record, name: String(record['name']).replace(/\s+/g, ' ') }));

describe('a server that keeps a key in another spelling', () => {
  test('makes one record of one row, whose id is known', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop, 'name,colour\nRow  one,blue\n', upsert);
    expect(await applyPlan(path, changing(workshop, oneBlank), quick)).toMatchObject({ done: 1, failed: 0 });
    const [made, ...others] = named(workshop, row);
    expect(others).toEqual([]);
    expect(await collect(readResults(path))).toMatchObject([{ outcome: 'created', id: made?.id }]);
  });

  test('makes one record of each row of a request; those whose ids it does not tell are unknown and never sent again', async () => {
    await using workshop = await openWorkshop();
    const { path } = await plan(workshop, 'name,colour\nRow  one,blue\nRow two,blue\nRow  three,blue\n', upsert);
    expect(await applyPlan(path, changing(workshop, oneBlank), quick)).toMatchObject({ done: 1, failed: 0, unknown: 2 });
    expect(named(workshop, row)).toHaveLength(3);
    await resumePlan(path, workshop.tenant, quick);
    const [first, second] = await collect(readResults(path));
    expect(first).toMatchObject({
      outcome: 'unknown',
      error: 'Halo accepted the row, but no record has its key: look for it under another spelling before the row is sent again',
    });
    expect(second).toMatchObject({ outcome: 'created' });
    const retry = planRetry({ plan: path, out: workshop.path('retry.plan'), tenant: workshop.tenant });
    await expect(retry).rejects.toThrow('no row of this job has failed, and 2 are unknown');
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
    expect(undo.footer.counts).toMatchObject({ delete: 1, error: 2, skip: 0 });
    expect(named(workshop, row)).toHaveLength(3);
  });
});

test('a new record that did not take all of its values is deleted by undo', async () => {
  await using workshop = await openWorkshop();
  const { path } = await plan(workshop, 'name,colour\nRow one,blue\n', { mode: 'create', match: ['name'] });
  const colourless = changing(workshop, (records) => records.map(({ colour: _, ...record }) => record));
  expect(await applyPlan(path, colourless, { ...quick, verify: 'all' })).toMatchObject({ done: 0, failed: 1 });
  const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
  expect(await applyPlan(undo.path, workshop.tenant, quick)).toMatchObject({ done: 1, skipped: 0 });
  expect(named(workshop, row)).toEqual([]);
});

test('a change that an answer leaves out is looked up, and fails where it took no effect', async () => {
  await using workshop = await openWorkshop();
  const ids = Array.from({ length: 60 }, (_, at) => workshop.sandbox.control.put('clients', { name: `Row ${at}`, colour: 'red' }).id);
  const { path } = await plan(workshop, `id,colour\n${ids.map((id) => `${id},blue`).join('\n')}\n`);
  const forgetful = changing(workshop, (records) => records.slice(0, -1));
  expect(await applyPlan(path, forgetful, quick)).toMatchObject({ done: 59, failed: 1 });
  expect((await collect(readResults(path))).at(-1)).toMatchObject({
    outcome: 'failed',
    error: 'Halo accepted the row, but its record is as it was',
  });
});

test('a row is not sent where two records with its key were made after it was planned', async () => {
  await using workshop = await openWorkshop();
  const { path } = await plan(workshop, 'name,colour\nRow one,blue\n', upsert);
  for (let at = 0; at < 2; at += 1) workshop.sandbox.control.put('clients', { name: 'Row one' });
  expect(await applyPlan(path, workshop.tenant, quick)).toMatchObject({ done: 0, skipped: 1 });
  expect(named(workshop, row)).toHaveLength(2);
});

describe('a record is found', () => {
  const found = async (workshop: Workshop, text: string, more: Partial<PlanRequest> = upsert): Promise<readonly unknown[]> =>
    (await plan(workshop, text, more)).sample.map(({ action, id, message }) => message ?? [action, id]);

  test('whatever the case of its key; the one that is written alike comes first', async () => {
    await using workshop = await openWorkshop();
    const [one, upper, lower] = ['Row one', 'ROW two', 'row two'].map((name) => workshop.sandbox.control.put('clients', { name }).id);
    const text = 'name,colour\nROW ONE,red\nrow two,red\nROW two,red\nRow Three,red\nrow three,red\n';
    expect(await found(workshop, text)).toEqual([
      ['update', one],
      ['update', lower],
      ['update', upper],
      ['create', undefined],
      'line 5 has name "row three" already',
    ]);
  });

  test('where it is inactive', async () => {
    await using workshop = await openWorkshop();
    const { id } = workshop.sandbox.control.put('clients', { name: 'Row one', inactive: true });
    expect(await found(workshop, 'name,colour\nRow one,red\n')).toEqual([['update', id]]);
    const byId = { mode: 'update', match: ['id'], out: workshop.path('id.plan') } as const;
    expect(await found(workshop, `id,colour\n${id},red\n`, byId)).toEqual([['update', id]]);
  });

  test('by any of its keys, and made once', async () => {
    await using workshop = await openWorkshop();
    const text = 'accountsid,name\n1,Row one\n1,Row two\n,Row one\n2,Row three\n';
    expect(await found(workshop, text, { mode: 'upsert', match: ['accountsid', 'name'] })).toEqual([
      ['create', undefined],
      'line 2 has accountsid "1" already',
      'line 2 has name "Row one" already',
      ['create', undefined],
    ]);
  });

  test.each([
    ['domain', 'the list of clients does not show domain, so no record can be found by it'],
    ['customfields', 'customfields holds several values, so no record can be found by it'],
  ])('by no field that a list cannot be searched by: %s', async (field, problem) => {
    await using workshop = await openWorkshop();
    workshop.sandbox.control.put('clients', { name: 'Row one', domain: 'one.example' });
    await expect(found(workshop, `${field},colour\none.example,red\n`, { mode: 'upsert', match: [field] })).rejects.toThrow(problem);
  });
});

describe('what stands beside a value', () => {
  test.each([true, false])(
    'is kept: custom fields, on a server that keeps the others and on one that does not (strict: %s)',
    async (strict) => {
      await using workshop = await openWorkshop({ seed: 'empty', behaviours: { 'post.custom-fields-replaced': strict } });
      const { sandbox, tenant } = workshop;
      const fields = ['CFregion', 'CFtier', 'CFsite'].map((name, at) => ({ id: at + 1, name, value: 'old' }));
      const ids = Array.from({ length: 3 }, (_, at) => sandbox.control.put('clients', { name: `Row ${at}`, customfields: fields }).id);
      const { path } = await plan(workshop, `id,CFregion\n${ids.map((id) => `${id},new`).join('\n')}\n`);
      const values = (): unknown[] =>
        named(workshop, row).map(({ customfields }) => (customfields as JsonObject[]).map(({ value }) => value).sort());
      expect(await applyPlan(path, tenant, { ...quick, verify: 'all' })).toMatchObject({ done: 3 });
      expect(values()).toEqual(ids.map(() => ['new', 'old', 'old']));
      const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
      await applyPlan(undo.path, tenant, quick);
      expect(values()).toEqual(ids.map(() => ['old', 'old', 'old']));
    },
  );

  const tags = [
    { id: 1, text: 'a' },
    { id: 2, text: 'b' },
  ];

  test('is sent with it: the elements of a list', async () => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const { id } = sandbox.control.put('tickets', { summary: 'Row', tags });
    const source = await openSource(workshop.file('tags.csv', `id,tags[1].text\n${id},c\n`));
    const { sample } = await createPlan({ resource: 'tickets', mode: 'update', source, out: workshop.path('tags.plan'), tenant });
    expect(sample[0]).toMatchObject({ set: { tags: [tags[0], { id: 2, text: 'c' }] }, before: { tags } });
  });

  test('counts in a list: one that is longer, or empty, is another', async () => {
    await using workshop = await openWorkshop();
    const { sandbox, tenant } = workshop;
    const { id } = sandbox.control.put('tickets', { summary: 'Row', tags });
    for (const [at, fewer] of [[], tags.slice(0, 1), tags].entries()) {
      const source = await openSource(workshop.file('tags.json', JSON.stringify([{ id, tags: fewer }])));
      const { footer } = await createPlan({ resource: 'tickets', mode: 'update', source, out: workshop.path(`tags-${at}.plan`), tenant });
      expect(footer.counts).toMatchObject(fewer.length === 2 ? { skip: 1 } : { update: 1 });
    }
  });
});
