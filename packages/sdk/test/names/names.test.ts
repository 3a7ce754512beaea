import { HaloNameError, HaloUsageError, type NameStore } from 'halopsa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
  await tenant.halo.clients.batchCreate([{ name: 'Double' }, { name: 'Double' }, { name: 'Smith, Jones' }, { name: '365' }]);
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

const requests = (): string[] => tenant.sandbox.control.requestLog.list().map(({ operation }) => operation ?? '');
const writes = (): string[] => requests().filter((operation) => operation.endsWith('.upsert'));

const failure = async (call: Promise<unknown>): Promise<HaloNameError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HaloNameError);
  return error as HaloNameError;
};

describe('a write', () => {
  it('takes names in place of ids', async () => {
    const made = await tenant.halo.tickets.create({
      summary: 'Server down',
      tickettype: 'Incident',
      client: 'acme',
      agent: 'Tara Underwood',
      priority: 'Critical',
      status: 'In Progress',
    });
    expect(made).toMatchObject({ client_id: 2, agent_id: 10, priority_id: 1, status_id: 2 });
  });

  it('takes ids, as numbers and as texts, and null for none', async () => {
    const made = await tenant.halo.tickets.create({ summary: 'x', tickettype: 1, client: '12', agent: null });
    expect(made).toMatchObject({ client_id: 12, tickettype_id: 1 });
  });

  it('narrows a site down by the client beside it, and by that of the record', async () => {
    const { halo } = tenant;
    const made = await halo.tickets.create({ summary: 'x', tickettype: 1, client: 'Acme', site: 'Head Office' });
    const [site] = (await halo.sites.list({ client_id: 2 })).items;
    expect(made.site_id).toBe(site?.id);
    const changed = await halo.tickets.update({ id: made.id, site: 'Head Office' });
    expect(changed.site_id).toBe(site?.id);
  });

  it('is not sent where a name stands for none or for several', async () => {
    const none = await failure(tenant.halo.tickets.create({ summary: 'x', client: 'Acmee' }));
    expect(none).toMatchObject({ field: 'client', reason: 'none', resource: 'clients', candidates: [{ id: 2, name: 'Acme' }] });
    expect(none.message).toContain('no client is named "Acmee"; did you mean Acme (2)?');
    const several = await failure(tenant.halo.tickets.update({ id: 2918, client: 'Double' }));
    expect(several).toMatchObject({ reason: 'ambiguous', code: 'halo/usage' });
    expect(several.candidates).toHaveLength(2);
    expect(writes()).toEqual([]);
  });

  it('is refused where a name and its id are both given, or an id is a name', async () => {
    const { tickets } = tenant.halo;
    await expect(tickets.update({ id: 2918, status: 'Closed', status_id: 9 })).rejects.toThrow('status and status_id are both given');
    await expect(tickets.update({ id: 2918, client_id: 'Acme' as never })).rejects.toMatchObject({
      nextStep: expect.stringContaining('Give a name as client.'),
    });
    for (const odd of [true, '', '  ', {}, [], Number.NaN, 1.5, 'x'.repeat(501)])
      await expect(tickets.update({ id: 2918, client: odd as never })).rejects.toBeInstanceOf(HaloUsageError);
    expect(requests()).toEqual([]);
  });

  it('holds everything else before it looks a name up', async () => {
    await expect(tenant.halo.tickets.create({ client: 'Acme', sumary: 'x' } as never)).rejects.toThrow('sumary');
    expect(requests()).toEqual([]);
  });

  it('looks each name of many records up once', async () => {
    const { halo } = tenant;
    const made = await halo.tickets.batchCreate(
      Array.from({ length: 5 }, (_, at) => ({ summary: `${at}`, tickettype: 1, client: 'Delta Logistics' })),
    );
    expect(new Set(made.map(({ client_id }) => client_id)).size).toBe(1);
    expect(requests().filter((operation) => operation === 'clients.list').length).toBeLessThanOrEqual(1);
  });

  it('is checked without a look-up', async () => {
    await tenant.halo.tickets.check({ summary: 'x', client: 'Nobody Knows' });
    await expect(tenant.halo.tickets.check({ client: 'x', client_id: 2 })).rejects.toThrow('both given');
    expect(requests()).toEqual([]);
  });

  it('matches by the wire names of what it names', async () => {
    const { halo } = tenant;
    const { record, outcome } = await halo.sites.ensure({ matchBy: { name: 'Depot', client: 'Acme' } });
    expect([record.client_id, outcome]).toEqual([2, 'created']);
    expect(await halo.sites.ensure({ matchBy: { name: 'Depot', client: 'Acme' } })).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('a query', () => {
  it('takes names, several where its parameter takes several', async () => {
    const { halo } = tenant;
    const named = await halo.tickets.list({ client: 'Acme', status: 'New, In Progress', agent: ['Tara Underwood'] });
    const byId = await halo.tickets.list({ client_id: 2, status: [1, 2], agent: [10] });
    expect(named.items.map(({ id }) => id)).toEqual(byId.items.map(({ id }) => id));
  });

  it('leaves the ids of a wire name as they are', async () => {
    await tenant.halo.tickets.list({ status: '1,2', agent: 10 });
    expect(requests()).toEqual(['tickets.list']);
  });

  it('takes a name with a comma in it for one', async () => {
    const [client] = (await tenant.halo.clients.list({ search: 'Smith, Jones' })).items;
    tenant.sandbox.control.requestLog.clear();
    await tenant.halo.tickets.list({ client: 'Smith, Jones' });
    expect(tenant.sandbox.control.requestLog.list().at(-1)?.url).toContain(`client_id=${client?.id}&`);
  });

  it('takes me for who the client acts as', async () => {
    const me = await tenant.halo.agents.me();
    await tenant.halo.tickets.list({ agent: 'me' });
    expect(tenant.sandbox.control.requestLog.list().at(-1)?.url).toContain(`agent=${me.id}&`);
  });

  it('refuses a number that is also a name', async () => {
    expect((await failure(tenant.halo.tickets.list({ client: '365' }))).message).toContain('is a number, and also the name of');
  });

  it('acts in calls by operation too', async () => {
    const answer = await tenant.halo.call('tickets.list', { query: { client: 'Acme' } });
    expect(answer.tickets?.every(({ client_id }) => client_id === 2)).toBe(true);
    await expect(tenant.halo.tickets.list({ client_id: 'Acme' as never })).rejects.toMatchObject({
      nextStep: expect.stringContaining('as client'),
    });
  });
});

describe('what was looked up', () => {
  it('is not asked for again, and a name that was not there is', async () => {
    const halo = tenant.client();
    await halo.tickets.list({ client: 'Acme', status: 'New' });
    const asked = requests().length;
    await halo.tickets.list({ client: 'Acme', status: 'New' });
    expect(requests().slice(asked)).toEqual(['tickets.list']);
    await failure(halo.tickets.list({ client: 'Latecomer' }));
    tenant.sandbox.control.put('clients', { name: 'Latecomer' });
    expect((await halo.tickets.list({ client: 'Latecomer' })).items).toEqual([]);
  });

  it('is kept in a store for the next client', async () => {
    const kept = new Map<string, unknown>();
    const nameStore: NameStore = {
      get: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, JSON.parse(JSON.stringify(value))),
    };
    await tenant.client({ nameStore }).tickets.list({ client: 'Acme', status: 'New', agent: 'Tara Underwood' });
    tenant.sandbox.control.requestLog.clear();
    await tenant.client({ nameStore }).tickets.list({ client: 'ACME', status: 'new', agent: 'tara underwood' });
    expect(requests()).toEqual(['token', 'tickets.list']);
  });
});
