import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
  await tenant.halo.clients.batchCreate([{ name: 'Twin Ltd' }, { name: 'TWIN LTD' }, { name: 'Double' }, { name: 'Double' }]);
});
beforeEach(() => tenant.sandbox.control.requestLog.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

it('tells a name as it is written from one that differs in case or spaces', async () => {
  const exact = await tenant.halo.resolve('clients', 'Acme');
  expect(exact).toMatchObject({ outcome: 'exact', id: 2, record: { name: 'Acme' } });
  expect(await tenant.halo.resolve('clients', 'ACME')).toMatchObject({ outcome: 'folded', id: 2 });
  expect(typeof exact.record?.getSites).toBe('function');
});

it('prefers the exact one, and says who else may be meant', async () => {
  expect(await tenant.halo.resolve('clients', 'Twin Ltd')).toMatchObject({ outcome: 'exact', record: { name: 'Twin Ltd' } });
  const folded = await tenant.halo.resolve('clients', 'twin ltd');
  expect(folded).toMatchObject({ outcome: 'ambiguous' });
  expect(folded.candidates).toHaveLength(2);
  expect(await tenant.halo.resolve('clients', 'Double')).toMatchObject({ outcome: 'ambiguous' });
});

it('finds nothing where nothing has the name, though the search finds parts of it', async () => {
  expect(await tenant.halo.resolve('clients', 'Acm')).toEqual({ outcome: 'none', candidates: [] });
});

it('goes by the natural key, and can be narrowed', async () => {
  const asset = await tenant.halo.assets.get(456);
  expect(await tenant.halo.resolve('assets', String(asset.inventory_number))).toMatchObject({ outcome: 'exact', id: 456 });
  expect(await tenant.halo.resolve('sites', 'Head Office', { where: { client_id: 12 } })).toMatchObject({ outcome: expect.any(String) });
});

it('reads a list without search once', async () => {
  expect(await tenant.halo.resolve('statuses', 'in  progress')).toMatchObject({ outcome: 'folded', id: 2 });
  expect(await tenant.halo.resolve('statuses', 'Closed')).toMatchObject({ outcome: 'exact', id: 9 });
  expect(await tenant.halo.resolve('categories', 'Software>Email', { where: { type_id: 1 } })).toMatchObject({ outcome: 'exact', id: 5 });
  expect(tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'statuses.list')).toHaveLength(1);
});
