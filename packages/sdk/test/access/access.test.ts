import { HaloUsageError } from 'halopsa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { explainAccess } from '../../src/access/explain-access.js';
import { whoami } from '../../src/access/whoami.js';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.sandbox.control.faults.clear());
afterAll(() => tenant[Symbol.asyncDispose]());

describe('whoami', () => {
  it('names the agent behind the application', async () => {
    expect(await tenant.halo.whoami()).toMatchObject({
      kind: 'agent',
      id: expect.any(Number),
      name: expect.any(String),
      scopes: expect.any(Array),
    });
  });

  it('falls back to the user, and to nobody', async () => {
    const missing = { kind: 'status', status: 404 } as const;
    tenant.sandbox.control.faults.add({ ...missing, operation: 'agents.me' });
    expect(await tenant.halo.whoami()).toMatchObject({ kind: 'user', email: expect.stringContaining('@') });
    tenant.sandbox.control.faults.add({ ...missing, operation: 'users.me' });
    expect(await tenant.halo.whoami()).toMatchObject({ kind: 'unknown', id: undefined });
  });

  it('does not take a failure for nobody', async () => {
    const source = {
      agents: { me: () => Promise.reject(new Error('network')) },
      users: { me: () => Promise.resolve({}) },
      signIn: () => Promise.resolve({ scope: undefined }),
    };
    await expect(whoami(source, {})).rejects.toThrow('network');
  });
});

describe('explainAccess', () => {
  it.each([
    ['tickets.list', 'all', true],
    ['tickets.list', 'read:tickets', true],
    ['tickets.list', 'edit:tickets', true],
    ['tickets.upsert', 'read:tickets', false],
    ['invoices.list', 'read:tickets edit:tickets', false],
    ['statuses.upsert', 'admin', true],
    ['tickets.list', undefined, undefined],
  ])('%s with the scope %s: %s', (operation, scope, covered) => {
    expect(explainAccess(operation, scope)).toMatchObject({ operation, covered });
  });

  it('names the scope that is missing', () => {
    expect(explainAccess('invoices.upsert', 'read:invoices').explanation).toContain('lacks the scope edit:invoices');
  });

  it('knows that detail routes answer 401 for a permission', async () => {
    tenant.sandbox.control.faults.add({ kind: 'status', status: 401, operation: 'contracts.get' });
    const error = await tenant.halo.contracts.get(1).catch((thrown: unknown) => thrown);
    expect(await tenant.halo.explainAccess(error)).toMatchObject({
      operation: 'contracts.get',
      explanation: expect.stringContaining('detail routes'),
    });
  });

  it('tells 401, 403 and no refusal apart', async () => {
    for (const [status, text] of [
      [401, 'refused, a fresh one too'],
      [403, 'what it may do falls short'],
    ] as const) {
      tenant.sandbox.control.faults.add({ kind: 'status', status, operation: 'invoices.list' });
      const error = await tenant.halo.invoices.list().catch((thrown: unknown) => thrown);
      tenant.sandbox.control.faults.clear();
      expect((await tenant.halo.explainAccess(error)).explanation).toContain(text);
    }
    expect((await tenant.halo.explainAccess('invoices.list')).explanation).toContain('read:invoices');
  });

  it('refuses what is no operation', async () => {
    await expect(tenant.halo.explainAccess('nothing.at.all')).rejects.toBeInstanceOf(HaloUsageError);
  });
});
