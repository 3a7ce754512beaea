import { HaloAmbiguousWriteError, HaloUsageError, HaloValidationError } from 'halopsa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

/** A server that does not honour `returnall`: it answers an array with its last record, as Halo does without it. */
const lastOnly: typeof fetch = (input, init) => fetch(String(input).replace('returnall=true', ''), init);

describe('batches of a server that answers with the last record alone', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterEach(() => tenant.sandbox.control.faults.clear());
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('find the others by their natural key', async () => {
    const names = ['Quay', 'Pier', 'Dock'];
    const made = await tenant.client({ fetch: lastOnly }).suppliers.batchCreate(names.map((name) => ({ name })));
    expect(made.map(({ name }) => name)).toEqual(names);
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
  });

  it.each([
    ['several have it', [{ name: 'Same' }, { name: 'Same' }]],
    ['it is empty', [{ name: '' }, { name: 'Other' }]],
  ])('end in doubt where %s', async (_, records) => {
    const error = await tenant
      .client({ fetch: lastOnly })
      .suppliers.batchCreate(records)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloAmbiguousWriteError);
    expect(error).toMatchObject({ unknown: [0, 1], notSent: [], done: [] });
  });

  it('end in doubt where the resource has no natural key', async () => {
    const halo = tenant.client({ fetch: lastOnly });
    await expect(halo.tickets.batchCreate([{ summary: 'One' }, { summary: 'Two' }])).rejects.toBeInstanceOf(HaloAmbiguousWriteError);
  });

  it('read changes back by their ids', async () => {
    const halo = tenant.client({ fetch: lastOnly });
    const ids = (await halo.clients.list({ page_size: 3 })).items.map(({ id }) => id);
    const changed = await halo.clients.batchUpdate(ids.map((id) => ({ id, name: `Renamed ${id}` })));
    expect(changed.map(({ id, name }) => [id, name])).toEqual(ids.map((id) => [id, `Renamed ${id}`]));
  });

  it('say where an array was refused, since those before may be written', async () => {
    const records = [{ name: 'Fine' }, { name: 'Fine too' }, { telpref: 'no number' as unknown as number }];
    const error = await tenant.halo.users.batchCreate(records, { batchSize: 2 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloAmbiguousWriteError);
    expect(error).toMatchObject({ unknown: [0, 1], notSent: [2], cause: expect.any(HaloValidationError) });
  });

  it('keep the kind of a refusal that leaves no doubt, with how far they came', async () => {
    tenant.sandbox.control.faults.add({ kind: 'status', status: 403, operation: 'suppliers.upsert', skip: 1 });
    const error = await tenant.halo.suppliers
      .batchCreate([{ name: 'A1' }, { name: 'A2' }], { batchSize: 1 })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'halo/forbidden' });
    expect(String(error)).toContain('record 1 written; record 2 refused');
  });

  it('write nothing for nothing, and refuse an odd size', async () => {
    expect(await tenant.halo.suppliers.batchCreate([])).toEqual([]);
    await expect(tenant.halo.suppliers.batchCreate([{ name: 'x' }], { batchSize: 0 })).rejects.toBeInstanceOf(HaloUsageError);
  });
});
