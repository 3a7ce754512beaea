import { HaloAmbiguousWriteError, HaloUsageError } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

interface Region {
  Name: string;
  Manager?: string;
}

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

describe(`a custom table ${verifies('custom-tables.add-rows', 'custom-tables.edit-rows', 'custom-tables.rows-in-detail')}`, () => {
  it('lists, adds, updates and deletes rows', async () => {
    const regions = tenant.halo.customTable<Region>('Regions');
    expect(await regions.list()).toEqual([]);
    const [north, south] = await regions.add([{ Name: 'North', Manager: 'Ada' }, { Name: 'South' }]);
    expect(north).toEqual({ id: 1, Name: 'North', Manager: 'Ada' });
    const [west] = await regions.add({ Name: 'West' });
    expect(await regions.update({ id: north!.id, Manager: 'Bo' })).toEqual({ id: 1, Name: 'North', Manager: 'Bo' });
    await regions.delete(south!.id);
    expect((await regions.list()).map(({ Name }) => Name)).toEqual(['North', 'West']);
    expect(west?.id).toBe(3);
    expect(await regions.add([])).toEqual([]);
  });

  it('does not call a row deleted that is still there', async () => {
    const regions = tenant.halo.customTable<Region>('Regions');
    const [row] = await regions.add({ Name: 'Stays' });
    const [table] = await tenant.halo.customTables.listAll().toArray();
    tenant.sandbox.control.faults.add({ kind: 'status', status: 201, body: `{"id":${table!.id}}`, operation: 'customTables.upsert' });
    await expect(regions.delete(row!.id)).rejects.toThrow(HaloAmbiguousWriteError);
    tenant.sandbox.control.faults.clear();
    await regions.delete(row!.id);
    expect((await regions.list()).map(({ Name }) => Name)).not.toContain('Stays');
  });

  it('is found by its name in the database too', async () => {
    expect(Array.isArray(await tenant.halo.customTable('ctregions').list())).toBe(true);
  });

  it('that does not exist, a row that does not exist, and a wrong id are refused', async () => {
    await expect(tenant.halo.customTable('Region').list()).rejects.toThrow('did you mean Regions?');
    const regions = tenant.halo.customTable<Region>('Regions');
    await expect(regions.update({ id: 99, Name: 'x' })).rejects.toThrow('Regions has no row 99');
    await expect(regions.delete(99)).rejects.toThrow(HaloUsageError);
    await expect(regions.add({ id: 5, Name: 'x' } as Region)).rejects.toThrow('row 1 for Regions has an id');
    await expect(regions.update({ Name: 'x' } as never)).rejects.toThrow('needs its id');
  });

  it('says so where the answer shows no rows', async () => {
    await using other = await startTenant({ behaviours: { 'custom-tables.add-rows': false } });
    const failing = other.halo.customTable('Regions').list();
    await expect(failing).rejects.toMatchObject({ nextStep: expect.stringContaining('SELECT * FROM CTRegions') });
  });

  it('says so where rows were taken and are not there', async () => {
    const drop: typeof fetch = (input, init) =>
      fetch(input, init?.method === 'POST' && String(input).includes('/CustomTable') ? { ...init, body: '[{"id":1}]' } : init);
    const regions = tenant.client({ fetch: drop }).customTable<Region>('Regions');
    await expect(regions.add({ Name: 'Nowhere' })).rejects.toThrow(HaloAmbiguousWriteError);
  });
});
