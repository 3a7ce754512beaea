import { applyPlan, createPlan, openSource, type PlanRequest, type PlanResult, planUndo, readResults, type Tenant } from 'halopsa-bulk';
import { describe, expect, test } from 'vitest';
import { recordsOf } from './server-count.js';
import { collect, openWorkshop, type Workshop } from './workshop.js';

const quick = { settleMs: 5, verify: 'all' } as const;

/** A tenant whose list leaves a field out of the rows that the test says. */
function hiding(workshop: Workshop, field: string, isHidden: (id: number) => boolean): Tenant {
  const tenant = workshop.newTenant();
  const pages = tenant.pages.bind(tenant);
  tenant.pages = async function* (...given) {
    for await (const page of pages(...given))
      yield page.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== field || !isHidden(Number(row['id'])))));
  };
  return tenant;
}

async function plan(workshop: Workshop, tenant: Tenant, text: string, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  const source = await openSource(workshop.file('rows.csv', text));
  return createPlan({ resource: 'clients', mode: 'update', source, out: workshop.path('rows.plan'), tenant, ...more });
}

const hidings: readonly (readonly [string, (id: number, at: number) => boolean])[] = [
  ['every row', () => true],
  ['some of its rows', (_, at) => at % 3 === 0],
  ['the row of one record', (_, at) => at === 7],
];

describe.each(hidings)('a list that leaves a field out of %s', (_, isHidden) => {
  test('hides no old value: it is planned, and undo brings it back', async () => {
    await using workshop = await openWorkshop();
    const ids = Array.from({ length: 40 }, (_, at) =>
      // The last ones, which a sample would take, are empty.
      Number(workshop.sandbox.control.put('clients', { name: `Row ${at}`, ...(at < 30 ? { notes: `old ${at}` } : {}) }).id),
    );
    const notes = async (): Promise<unknown[]> => {
      const found = await Promise.all(ids.map((id) => workshop.tenant.get('clients', id)));
      return found.map((record) => record?.['notes'] ?? null);
    };
    const before = await notes();
    const tenant = hiding(workshop, 'notes', (id) => isHidden(id, ids.indexOf(id)));
    const { path, footer } = await plan(workshop, tenant, `id,notes\n${ids.map((id) => `${id},new`).join('\n')}\n`);
    const planned = await collect(readResults(path));
    expect(planned.map((row) => row.before?.['notes'] ?? null)).toEqual(before);
    expect(footer.warnings.join()).toMatch(/records were read one by one/);
    workshop.sandbox.control.requestLog.clear();
    expect(await applyPlan(path, tenant, { ...quick, verify: 'none' })).toMatchObject({ done: 40, skipped: 0 });
    const sent = workshop.sandbox.control.requestLog.list().filter(({ url }) => url.includes('/api'));
    expect(sent.length).toBeLessThanOrEqual(footer.requests + 2);
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
    expect(await applyPlan(undo.path, tenant, quick)).toMatchObject({ done: 40, skipped: 0, failed: 0 });
    expect(await notes()).toEqual(before);
  });
});

describe('a field that can be read nowhere', () => {
  const setUp = async (workshop: Workshop): Promise<string> => {
    const ids = [1, 2].map((at) => workshop.sandbox.control.put('expenses', { description: `old ${at}` }).id);
    return `id,description\n${ids.map((id) => `${id},new`).join('\n')}\n`;
  };

  test('is not written over', async () => {
    await using workshop = await openWorkshop();
    const text = await setUp(workshop);
    const tenant = hiding(workshop, 'description', () => true);
    const { footer, sample } = await plan(workshop, tenant, text, { resource: 'expenses' });
    expect(footer.counts).toMatchObject({ update: 0, error: 2 });
    expect(sample[0]?.message).toMatch(/^what stands in description is not known, since the list of expenses does not show it/);
  });

  test('is written over where that is asked for, and undo says that it cannot bring it back', async () => {
    await using workshop = await openWorkshop();
    const text = await setUp(workshop);
    const tenant = hiding(workshop, 'description', () => true);
    const { path, footer } = await plan(workshop, tenant, text, { resource: 'expenses', blind: true });
    expect(footer.counts).toMatchObject({ update: 2, error: 0 });
    expect(await applyPlan(path, tenant, { ...quick, verify: 'none' })).toMatchObject({ done: 2 });
    const undo = await planUndo({ plan: path, out: workshop.path('undo.plan') });
    expect(undo.footer.counts).toMatchObject({ error: 2, update: 0 });
  });
});

test('texts that stand in the records alone survive the plan of another text', async () => {
  await using workshop = await openWorkshop();
  for (let at = 0; at < 30; at += 1)
    workshop.sandbox.control.put('tickets', {
      summary: `T ${at}`,
      details: at < 20 ? '' : `a long text ${at}`,
      client_id: 1,
      tickettype_id: 1,
    });
  const records = await recordsOf(workshop.url, '/Tickets', 'tickets');
  expect(records.every((record) => record['details'] === undefined)).toBe(true);
  const { path } = await plan(workshop, workshop.tenant, `id,details\n${records.map(({ id }) => `${id},short`).join('\n')}\n`, {
    resource: 'tickets',
    checkForms: false,
  });
  const olds = (await collect(readResults(path))).filter(({ before }) => String(before?.['details']).startsWith('a long text'));
  expect(olds).toHaveLength(10);
});
