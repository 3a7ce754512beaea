import {
  applyPlan,
  createPlan,
  openSource,
  type PlanRequest,
  type PlanRow,
  readPlanRows,
  readResults,
  type Tenant,
  whyText,
} from 'halopsa-bulk';
import { findResource } from 'halopsa-catalogue';
import { describe, expect, test } from 'vitest';
import { tenantOf } from './made-up-tenant.js';
import { collect, openWorkshop, putClients, type Workshop } from './workshop.js';

const modes = ['update', 'delete', 'upsert'] as const;

/** What Halo would take for no id at all, and so make a new record. */
const nothings = ['0', '-0', '+0', '0.0', '00', ' 0 ', '0,0', '0e5', 'NaN', 'null', 'None', 'undefined', '1e400', 'false', '[]', '{}'];

async function planText(workshop: Workshop, text: string, more: Partial<PlanRequest> = {}, name = 'rows.csv'): Promise<PlanRow[]> {
  const out = workshop.path(`${Math.random()}.plan`);
  const source = await openSource(workshop.file(name, text));
  const { path } = await createPlan({ resource: 'clients', mode: 'update', source, out, tenant: workshop.tenant, ...more });
  return collect(readPlanRows(path));
}

const requestsOf = ({ sandbox }: Workshop, beginning: string): number =>
  sandbox.control.requestLog.list().filter(({ method, url }) => `${method} ${url}`.startsWith(beginning)).length;

describe.each(modes)('%s', (mode) => {
  test('of an id that is nothing is refused with its line, and nothing is asked of it', async () => {
    await using workshop = await openWorkshop();
    const [id] = putClients(workshop.sandbox, 1) as [number];
    const text = `id,notes\n${nothings.map((one) => `"${one}",new`).join('\n')}\n,new\n${id},new\n`;
    for (const tenant of mode === 'upsert' ? [workshop.tenant] : [workshop.tenant, undefined]) {
      const planned = await planText(workshop, text, { mode, match: ['id'], tenant, mapping: { decimal: '.' } });
      expect(planned.slice(0, -1).filter(({ action }) => action !== 'error')).toEqual([]);
      expect(planned.map(({ line }) => line)).toEqual(planned.map((_, at) => at + 2));
      expect(planned.at(-1)).toMatchObject({ id, action: mode === 'delete' ? 'delete' : 'update' });
    }
    const asked = workshop.sandbox.control.requestLog.list().filter(({ url }) => /\/Client\/(?!\d*[1-9])/.test(url));
    expect([asked, requestsOf(workshop, 'POST /api'), requestsOf(workshop, 'DELETE')]).toEqual([[], 0, 0]);
  });

  test('of a JSON id that is nothing is refused as well', async () => {
    await using workshop = await openWorkshop();
    const [id] = putClients(workshop.sandbox, 1);
    const ids = [0, -0, '0', '-0', '', null, false, [], {}, ['0'], '00000000-0000-0000-0000-000000000000'];
    const rows = [...ids.map((one) => `{"id":${Object.is(one, -0) ? '-0' : JSON.stringify(one)},"notes":"new"}`), '{"notes":"new"}'];
    const planned = await planText(workshop, `[${rows.join()},{"id":${id},"notes":"new"}]`, { mode, match: ['id'] }, 'rows.json');
    expect(planned.map(({ action }) => action)).toEqual([...rows.map(() => 'error'), mode === 'delete' ? 'delete' : 'update']);
  });
});

test.each(modes)('%s of ids that are texts refuses those that are nothing', async (mode) => {
  await using workshop = await openWorkshop();
  const resource = findResource('webhooks')!;
  expect(resource.idKind).not.toBe('int');
  const id = '6f9619ff-8b86-d011-b42d-00cf4fc964ff';
  const tenant = tenantOf(resource, [{ id, name: 'One' }]);
  const wrong = [
    '0',
    '-0',
    '0.0',
    'null',
    'NaN',
    'undefined',
    '00000000-0000-0000-0000-000000000000',
    '{00000000-0000-0000-0000-000000000000}',
  ];
  const text = `id,name\n${[...wrong, id].map((one) => `${one},new`).join('\n')}\n`;
  for (const one of mode === 'upsert' ? [tenant] : [tenant, undefined]) {
    const planned = await planText(workshop, text, { resource: 'webhooks', mode, match: ['id'], tenant: one });
    expect(planned.map(({ action }) => action)).toEqual([...wrong.map(() => 'error'), mode === 'delete' ? 'delete' : 'update']);
  }
});

test('an id that a row has besides its key is no word in the wind', async () => {
  await using workshop = await openWorkshop();
  const [one, other] = putClients(workshop.sandbox, 2) as [number, number];
  const text = `id,name,notes\n${one},Client 1,new\n${one},Client 2,new\n${other},Client 9,new\n0,Client 1,new\n,Client 2,new\n`;
  const outcomes = async (more: Partial<PlanRequest>): Promise<unknown[]> =>
    (await planText(workshop, text, more)).map(({ action, id, message, ...more }) =>
      message === undefined ? [action, id] : whyText({ message, ...more }),
    );
  expect(await outcomes({ mode: 'upsert', match: ['name'] })).toEqual([
    ['update', one],
    `the row is of id ${one}, and its key is that of id ${other}: match by id too (match: ["id"]), or leave the id out (null in mapping.columns)`,
    `the row is of id ${other}, and no client has its key: match by id too (match: ["id"]), or leave the id out (null in mapping.columns)`,
    'no record can be changed under the id 0: Halo would make a new one',
    ['update', other],
  ]);
  expect(await outcomes({ mode: 'upsert', match: ['name'], mapping: { columns: { id: null } } })).toMatchObject([
    ['update', one],
    ['update', other],
    ['create', undefined],
    'line 2 has name "Client 1" already',
    'line 3 has name "Client 2" already',
  ]);
});

const colouredClients = ({ sandbox }: Workshop, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Number(sandbox.control.put('clients', { name: `Client ${at + 1}`, colour: '#111111' }).id));

describe('ids of no record are found before anything is sent', () => {
  async function missing(
    workshop: Workshop,
    ids: readonly number[],
    tenant: Tenant = workshop.tenant,
  ): Promise<{ requests: number; planned: PlanRow[] }> {
    const before = workshop.sandbox.control.requestLog.list().length;
    const planned = await planText(workshop, `id,colour\n${ids.map((id) => `${id},#222222`).join('\n')}\n`, { tenant });
    return { requests: workshop.sandbox.control.requestLog.list().length - before, planned };
  }

  test('in a few rows, record by record, however long the list is', async () => {
    await using workshop = await openWorkshop();
    const ids = colouredClients(workshop, 3_000);
    await workshop.tenant.size('clients');
    const { requests, planned } = await missing(workshop, [...ids.slice(0, 10), 99_999]);
    expect(planned.filter(({ action }) => action === 'error')).toMatchObject([{ id: 99_999, message: 'no client has the id 99999' }]);
    expect(requests).toBe(11);
  });

  test('in many rows by the list, where that takes fewer requests, and otherwise record by record', async () => {
    await using workshop = await openWorkshop();
    const ids = colouredClients(workshop, 3_000);
    await workshop.tenant.size('clients');
    const wrong = Array.from({ length: 500 }, (_, at) => 90_000 + at);
    const many = await missing(workshop, [...ids, ...wrong]);
    expect(many.planned.filter(({ action }) => action === 'error').map(({ id }) => id)).toEqual(wrong);
    // The list, the request that counts it, and the few that make sure that it hides nothing.
    expect(many.requests).toBeLessThan(60);
    const few = await missing(workshop, ids.slice(0, 25));
    expect([few.requests, few.planned.filter(({ action }) => action === 'update').length]).toEqual([26, 25]);
  });

  test('and a record that the list hides is not taken for none', async () => {
    await using workshop = await openWorkshop();
    const ids = colouredClients(workshop, 200);
    const tenant = workshop.newTenant();
    const pages = tenant.pages.bind(tenant);
    tenant.pages = async function* (...given) {
      for await (const page of pages(...given)) yield page.filter(({ id }) => Number(id) % 2 === 0);
    };
    const { planned } = await missing(workshop, [...ids, 99_999], tenant);
    expect(planned.filter(({ action }) => action !== 'update').map(({ id }) => id)).toEqual([99_999]);
  });
});

test('a plan for a delete leaves ids of no record alone', async () => {
  await using workshop = await openWorkshop();
  const ids = putClients(workshop.sandbox, 2);
  const planned = await planText(workshop, `id\n${ids[0]}\n777777\n`, { mode: 'delete' });
  expect(planned.map(({ action, message }) => message ?? action)).toEqual(['delete', 'no client has the id 777777']);
});

test.each([0, '0', null, ''])('an answer that names a new record %j names none: it is looked up, or stays unknown', async (id) => {
  for (const match of [['name'], undefined]) {
    await using workshop = await openWorkshop();
    const source = await openSource(workshop.file('new.csv', 'name\nOne\nTwo\n'));
    const out = workshop.path('new.plan');
    const { path } = await createPlan({ resource: 'clients', mode: 'create', match, source, out, tenant: workshop.tenant });
    const tenant = workshop.newTenant();
    const write = tenant.write.bind(tenant);
    tenant.write = async (...given) => (await write(...given)).map((record) => ({ ...record, id }));
    const result = await applyPlan(path, tenant, { settleMs: 1, verify: 'none' });
    expect(result).toMatchObject(match ? { done: 2, unknown: 0 } : { done: 0, unknown: 2 });
    const rows = await collect(readResults(path));
    expect(rows.map((row) => row.id ?? null)).toEqual(match ? [expect.any(Number), expect.any(Number)] : [null, null]);
  }
});
