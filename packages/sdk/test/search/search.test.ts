import { HaloServerError } from 'halopsa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

describe('search', () => {
  it('finds records of one resource, at most as many as asked for', async () => {
    await tenant.halo.tickets.batchCreate([1, 2, 3].map((n) => ({ summary: `Findable thing ${n}` })));
    expect(await tenant.halo.tickets.search('Findable thing', { limit: 2 })).toHaveLength(2);
    const all = await tenant.halo.tickets.search('Findable thing', { where: { open_only: true } });
    expect(all).toHaveLength(3);
    expect(await tenant.halo.kbArticles.search('password')).toMatchObject([{ name: 'Resetting a password' }]);
    await expect(tenant.halo.resource('statuses').search('x')).rejects.toThrow('no parameter search');
  });

  it('finds records of several resources at once', async () => {
    const { found, count, failed } = await tenant.halo.search('Acme', { limit: 3 });
    expect(found.clients.map(({ name }) => name)).toEqual(['Acme']);
    expect(Object.keys(found)).toEqual(['tickets', 'clients', 'users', 'assets', 'kbArticles']);
    expect(count).toBe(Object.values(found).flat().length);
    expect(failed).toEqual([]);
    const two = await tenant.halo.search('Acme', { resources: ['clients', 'sites'] });
    expect(Object.keys(two.found)).toEqual(['clients', 'sites']);
  });

  it('names a resource that the token may not read, and fails for any other reason', async () => {
    const { faults } = tenant.sandbox.control;
    faults.add({ operation: 'assets.list', kind: 'status', status: 403, count: 1 } as never);
    const { failed, found } = await tenant.halo.search('Acme');
    expect(failed.map(({ resource }) => resource)).toEqual(['assets']);
    expect(found.assets).toEqual([]);
    faults.add({ operation: 'assets.list', kind: 'status', status: 500, count: 1 } as never);
    await expect(tenant.client({ maxRetries: 0 }).search('Acme')).rejects.toThrow(HaloServerError);
  });
});
