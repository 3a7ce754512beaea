import { HaloAmbiguousWriteError, HaloNotFoundError, HaloUsageError } from 'halopsa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

describe('verbs of a resource', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());
  const sent = (): number => tenant.sandbox.control.requestLog.list().length;

  it('creates, reads, changes and deletes a ticket', async () => {
    const { halo } = tenant;
    const made = await halo.tickets.create({ summary: 'Server down', client_id: 12 });
    expect(await halo.tickets.get(made.id)).toMatchObject({ id: made.id, summary: 'Server down', client_id: 12 });
    expect(await halo.tickets.update({ id: made.id, summary: 'Server up' })).toMatchObject({ summary: 'Server up', client_id: 12 });
    expect(await halo.tickets.delete(made.id)).toMatchObject({ id: made.id });
    await expect(halo.tickets.get(made.id)).rejects.toBeInstanceOf(HaloNotFoundError);
  });

  it('walks from page to page', async () => {
    const first = await tenant.halo.clients.list({ page_size: 3 });
    expect([...first]).toHaveLength(3);
    expect(first.hasNextPage).toBe(true);
    const second = await first.nextPage();
    expect(second?.pageNo).toBe(2);
    expect(second?.items[0]?.id).not.toBe(first.items[0]?.id);
  });

  it('knows the last page', async () => {
    const all = await tenant.halo.clients.listAll().toArray();
    const last = await tenant.halo.clients.list({ page_size: 1, page_no: all.length });
    expect(last.hasNextPage).toBe(false);
    expect(await last.nextPage()).toBeUndefined();
  });

  it('never believes a page size above 100', async () => {
    await tenant.halo.teams.batchCreate(Array.from({ length: 3 }, (_, n) => ({ name: `Team of cap ${n}` })));
    const page = await tenant.halo.tickets.list({ page_size: 1000 });
    expect(page.pageSize).toBe(100);
    expect(page.items.length).toBeLessThanOrEqual(100);
    const all = await tenant.halo.tickets.listAll({ page_size: 1000 }).toArray();
    expect(all).toHaveLength(page.recordCount!);
  });

  it.each([
    ['create with an id', () => tenant.halo.resource('tickets').create({ id: 5, summary: 'x' })],
    ['update without an id', () => tenant.halo.resource('tickets').update({ summary: 'x' })],
    ['batchUpdate without an id', () => tenant.halo.resource('clients').batchUpdate([{ id: 1 }, { name: 'x' }])],
    ['get by a word', () => tenant.halo.resource('tickets').get('twelve')],
    ['delete by nothing', () => tenant.halo.resource('webhooks').delete('')],
    ['update by a word', () => tenant.halo.resource('clients').update({ id: 'twelve' })],
    ['a verb that is not there', () => tenant.halo.resource('expenses').delete(5)],
    ['an unknown filter', () => tenant.halo.resource('tickets').list({ clientid: 3 })],
    ['a page size of zero', () => tenant.halo.resource('tickets').list({ page_size: 0 })],
    ['page_no with listAll', () => tenant.halo.resource('tickets').listAll({ page_no: 2 }).toArray()],
    ['an unknown resource', async () => tenant.halo.resource('tikets')],
    ['an unknown path parameter', () => tenant.halo.request('GET', '/Tickets/{id}', { path: { id: 1, seq: 2 } as never })],
    ['a missing path parameter', () => tenant.halo.request('GET', '/Tickets/{id}')],
    ['no HTTP method', () => tenant.halo.request('GET /Tickets', '/Tickets')],
  ])('refuses %s before anything is sent', async (_, attempt) => {
    const before = sent();
    await expect(attempt()).rejects.toBeInstanceOf(HaloUsageError);
    expect(sent()).toBe(before);
  });

  it('says which verbs a resource has', async () => {
    await expect(tenant.halo.resource('timesheets').delete(1)).rejects.toThrow(
      /timesheets has no delete: \/Timesheet can list, get, create, update/,
    );
  });

  it('finds a record in the list where Halo has no route for one', async () => {
    const made = await tenant.halo.expenses.create({ description: 'Taxi' });
    expect(await tenant.halo.expenses.get(made.id)).toMatchObject({ id: made.id });
    await expect(tenant.halo.expenses.get(987654)).rejects.toBeInstanceOf(HaloNotFoundError);
  });

  it('calls the operations that a resource has besides', async () => {
    expect(await tenant.halo.agents.me()).toMatchObject({ id: expect.any(Number) });
    expect(await tenant.halo.assets.nextTag()).toMatchObject({ next_tag: expect.anything() });
    expect(await tenant.halo.call('users.me')).toMatchObject({ id: expect.any(Number) });
  });

  it('gives N results for N records, in order', async () => {
    const records = Array.from({ length: 23 }, (_, n) => ({ name: `Batch team ${n}` }));
    const progress: number[] = [];
    const made = await tenant.halo.teams.batchCreate(records, { batchSize: 10, onBatch: ({ done }) => progress.push(done) });
    expect(made.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
    expect(progress).toEqual([10, 20, 23]);
    const changed = await tenant.halo.teams.batchUpdate(
      made.map(({ id }, n) => ({ id, name: `Renamed ${n}` })),
      { batchSize: 10 },
    );
    expect(changed.map(({ id, name }) => [id, name])).toEqual(made.map(({ id }, n) => [id, `Renamed ${n}`]));
  });

  it('calls what it cannot prove ambiguous, and tells done, unknown and not sent apart', async () => {
    const records = [{ name: 'Good 1' }, { name: 'Good 2' }, { name: 'Lost 1' }, { name: 'Lost 2' }, { name: 'Never 1' }];
    tenant.sandbox.control.faults.add({ kind: 'reset', phase: 'after', operation: 'teams.upsert', skip: 1, count: 1 });
    const error = await tenant.halo.teams.batchCreate(records, { batchSize: 2 }).catch((thrown: unknown) => thrown);
    tenant.sandbox.control.faults.clear();
    expect(error).toBeInstanceOf(HaloAmbiguousWriteError);
    expect(error).toMatchObject({ unknown: [2, 3], notSent: [4], done: [{ name: 'Good 1' }, { name: 'Good 2' }] });
    expect((error as Error).message).toContain('records 3 to 4 of 5');
  });
});

describe('raw requests', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('wraps a single object where the operation takes an array', async () => {
    expect(await tenant.halo.request('POST', '/Client', { body: { name: 'Wrapped Ltd' } })).toMatchObject({ name: 'Wrapped Ltd' });
    const [logged] = tenant.sandbox.control.requestLog.list().slice(-1);
    expect(logged).toMatchObject({ method: 'POST' });
  });

  it('sends a raw body as it is', async () => {
    await expect(tenant.halo.request('POST', '/Client', { body: { name: 'Bare Ltd' }, rawBody: true })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('takes paths with and without /api and in any case', async () => {
    expect(await tenant.halo.get('/api/tickets/1234')).toMatchObject({ id: 1234 });
    expect(await tenant.halo.get('TICKETS/{id}', { path: { id: 1234 } })).toMatchObject({ id: 1234 });
  });

  it('is open to paths that the catalogue does not know', async () => {
    await expect(tenant.halo.put('/CustomEndpoint/123', { body: { field: 'new' } })).rejects.toMatchObject({ status: 404 });
    await expect(tenant.halo.patch('/CustomEndpoint/123', { body: {} })).rejects.toMatchObject({ status: 404 });
    await expect(tenant.halo.delete('/CustomEndpoint/123')).rejects.toMatchObject({ status: 404 });
  });

  it('posts to a path below /api', async () => {
    expect(await tenant.halo.post('/Tags', { body: [{ text: 'vip' }] })).toMatchObject({ text: 'vip' });
  });
});
