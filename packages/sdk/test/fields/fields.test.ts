import { HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

const requests = (): string[] =>
  tenant.sandbox.control.requestLog
    .list()
    .map(({ operation }) => operation ?? '')
    .filter((operation) => operation !== 'token');

describe(`fields of a ticket type ${verifies('ticket-types.fields')}`, () => {
  it('come in order, the built-in ones with the values they can take', async () => {
    const type = await tenant.halo.ticketTypes.get(24, { includedetails: true });
    const fields = await type.getFields();
    expect(fields.map(({ name }) => name)).toEqual([
      ...['category_1', 'category_2', 'category_3', 'category_4', 'status_id', 'priority_id', 'team', 'agent_id', 'impact', 'urgency'],
      ...['CFOrderNumber', 'CFWarranty', 'CFFaultKind', 'CFShelf'],
    ]);
    const named = Object.fromEntries(fields.map((field) => [field.name, field]));
    expect(named.status_id).toMatchObject({ kind: 'select', required: false });
    expect(named.status_id?.lookupValues).toContainEqual({ id: 2, label: 'In Progress' });
    expect(named.priority_id?.lookupValues?.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(named.team?.lookupValues?.[0]).toEqual({ id: 1, label: '1st Line Support' });
    expect(named.agent_id?.lookupValues?.length).toBeGreaterThan(5);
    expect(named.impact?.lookupValues?.[0]).toEqual({ id: 1, label: 'Company Wide' });
  });

  it('map categories to the columns of CSV imports', async () => {
    const fields = await (await tenant.halo.ticketTypes.get(24)).getFields();
    const categories = fields.filter(({ isCategory }) => isCategory);
    expect(categories.map(({ csvColumnName, categoryTypeId }) => [csvColumnName, categoryTypeId])).toEqual([
      ['Category', 1],
      ['Category2', 2],
      ['Category3', 3],
      ['Category4', 4],
    ]);
    expect(categories[1]?.lookupValues?.map(({ label }) => label)).toEqual(['User Error', 'Supplier Fault']);
    expect(categories[0]).toMatchObject({ kind: 'category', required: true, label: 'Category', isCustom: false });
  });

  it('tell of custom fields: limits, pattern, values; an unknown code is unknown', async () => {
    const fields = await (await tenant.halo.ticketTypes.get(24)).getFields();
    const named = Object.fromEntries(fields.map((field) => [field.name, field]));
    expect(named.CFOrderNumber).toMatchObject({
      id: 301,
      kind: 'text',
      required: true,
      characterLimit: 20,
      pattern: '^[A-Z]-\\d+$',
      isCustom: true,
    });
    expect(named.CFFaultKind).toMatchObject({
      kind: 'select',
      lookupValues: [
        { id: 1, label: 'Broken' },
        { id: 2, label: 'Missing' },
      ],
    });
    expect(named.CFShelf).toMatchObject({ kind: 'unknown', lookupValues: undefined, csvColumnName: undefined });
    expect(named.urgency).toMatchObject({ required: 'unknown', readonly: 'unknown' });
  });

  it('take a table of codes in place of the assumed one, and the view of a user', async () => {
    const type = await tenant.halo.ticketTypes.get(24);
    const codes = { kinds: { 99: 'text' }, visibilities: { 77: 'required', 2: 'hidden' } } as const;
    const fields = await type.getFields({ as: 'user', codes });
    expect(fields.find(({ name }) => name === 'CFShelf')).toMatchObject({ kind: 'text', required: 'unknown' });
    expect(fields.find(({ name }) => name === 'urgency')?.required).toBe(true);
  });

  it('cost one request for each list of values, and none the second time', async () => {
    const halo = tenant.client();
    const type = await halo.ticketTypes.get(24);
    tenant.sandbox.control.requestLog.clear();
    await type.getFields();
    const count = requests().length;
    expect(new Set(requests()).size, 'each list once; lookups once for each kind').toBeGreaterThanOrEqual(count - 1);
    expect(count).toBeLessThanOrEqual(7);
    await type.getFields();
    expect(requests()).toHaveLength(count);
  });

  it('are read where the record came without them, and statuses are those that the type allows', async () => {
    const row = (await tenant.halo.ticketTypes.list()).items.find(({ id }) => id === 2)!;
    expect('fields' in row).toBe(false);
    expect(await row.getFields()).toEqual([]);
    const type = Object.assign(await tenant.halo.ticketTypes.get(2), { fields: [{ id: 1, fieldid: 5, fieldname: 'status_id' }] });
    const [status] = await type.getFields();
    expect(status?.lookupValues?.map(({ id }) => id)).toEqual([1, 2, 6, 8, 9]);
  });

  it('take the values of a custom field from the lookup that it names', async () => {
    const fieldinfo = { id: 9, name: 'CFSource', type: 2, lookup: 22, readonly: true, mandatory: true };
    const type = Object.assign(await tenant.halo.ticketTypes.get(1), {
      fields: [
        { id: 1, fieldinfo },
        { id: 2, fieldname: 'outcome_id' },
      ],
    });
    const [source, outcome] = await type.getFields();
    expect(source).toMatchObject({ readonly: true, required: true });
    expect(source?.lookupValues?.map(({ label }) => label)).toContain('Phone');
    expect(outcome?.lookupValues).toContainEqual({ id: 7, label: 'Internal Note' });
  });
});

describe(`categories ${verifies('categories.hierarchy', 'categories.text-on-tickets')}`, () => {
  it('come by type from one request', async () => {
    const all = await tenant.halo.categories.getAllTypes();
    expect(requests()).toEqual(['categories.list']);
    expect([1, 2, 3, 4].map((type) => all[type as 1].length)).toEqual([6, 2, 2, 1]);
    expect((await tenant.halo.categories.getByType(2)).map(({ value }) => value)).toEqual(['User Error', 'Supplier Fault']);
    expect((await tenant.halo.categories.list()).items).toHaveLength(11);
  });

  it('stand below each other as their values say; a level without a row has no id', async () => {
    const [hardware] = await tenant.halo.categories.tree(1);
    expect(hardware).toMatchObject({
      name: 'Hardware',
      id: 1,
      children: [
        { name: 'Laptop', id: 2 },
        { name: 'Printer', id: 3 },
      ],
    });
    expect(await tenant.halo.categories.tree(3)).toEqual([
      {
        name: 'Devices',
        value: 'Devices',
        id: 10,
        children: [
          {
            name: 'Phones',
            value: 'Devices>Phones',
            id: undefined,
            children: [{ name: 'Desk', value: 'Devices>Phones>Desk', id: 9, children: [] }],
          },
        ],
      },
    ]);
  });

  it('have four types', async () => {
    await expect((tenant.halo.categories.getByType as (type: number) => Promise<unknown>)(5)).rejects.toThrow(HaloUsageError);
    expect(requests()).toEqual([]);
  });
});

describe('lookups', () => {
  it('give their values by number or name, and are kept', async () => {
    const halo = tenant.client();
    const values = await halo.lookups.values('impact');
    expect(values[0]).toEqual({ id: 1, label: 'Company Wide' });
    expect(await halo.lookups.values(12)).toEqual(values);
    expect(requests()).toEqual(['lookups.list']);
    await expect(halo.lookups.values('impakt')).rejects.toThrow('unknown kind of lookup impakt');
  });

  it('are read anew after a while, and after a failure', async () => {
    let now = Date.now();
    const halo = tenant.client({ clock: { now: () => now, sleep: async () => undefined }, maxRetries: 0 });
    tenant.sandbox.control.faults.add({ operation: 'lookups.list', count: 1, kind: 'status', status: 500 } as never);
    await expect(halo.lookups.values(12)).rejects.toThrow();
    await halo.lookups.values(12);
    await halo.lookups.values(12);
    now += 300_000;
    await halo.lookups.values(12);
    expect(requests().filter((operation) => operation === 'lookups.list')).toHaveLength(3);
  });
});
