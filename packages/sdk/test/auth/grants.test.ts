import { connect, HaloTokenError, memoryTokenStore, passwordGrant, refreshTokenGrant } from 'halopsa';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

const agent = { username: 'agent', password: 'sandbox' };
const tokenRequests = (): number => tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'token').length;

describe('client credentials', () => {
  it.each(['body', 'basic'] as const)(
    `travel in the %s ${verifies('auth.client-credentials-body', 'auth.client-credentials-basic')}`,
    async (clientAuthentication) => {
      const halo = tenant.client({ clientAuthentication });
      expect(await halo.whoami()).toMatchObject({ kind: 'agent', id: 10 });
    },
  );

  it(`are refused with the reason and the way out ${verifies('auth.wrong-secret-401', 'auth.unknown-client-401', 'auth.unknown-scope-400')}`, async () => {
    const failing = (options: Parameters<Tenant['client']>[0]): Promise<unknown> => tenant.client(options).signIn();
    await expect(failing({ clientSecret: 'wrong', clientAuthentication: 'basic' })).rejects.toMatchObject({ error: 'invalid_client' });
    await expect(failing({ clientId: 'nobody' })).rejects.toMatchObject({ error: 'invalid_client', status: 401 });
    await expect(failing({ scope: 'read:users' })).rejects.toMatchObject({ error: 'invalid_scope', status: 400 });
  });

  it('come from a vault each time they are needed', async () => {
    let asked = 0;
    const clientSecret = (): string => {
      asked += 1;
      return 'sandbox';
    };
    const halo = tenant.client({ clientSecret });
    await halo.tickets.list({ page_size: 1 });
    tenant.sandbox.control.expireTokens();
    await halo.tickets.list({ page_size: 1 });
    expect(asked).toBe(2);
  });

  it(`have the rights of scopes and roles together ${verifies('auth.scopes-narrow', 'auth.missing-permission-403')}`, async () => {
    const halo = tenant.client({ scope: 'read:tickets' });
    expect((await halo.tickets.list({ page_size: 1 })).items).toHaveLength(1);
    await expect(halo.invoices.list()).rejects.toMatchObject({ status: 403 });
    await expect(halo.tickets.create({ summary: 'x' })).rejects.toMatchObject({ status: 403 });
  });

  it(`do not help where a single read answers 401 for want of a right ${verifies('auth.permission-401-on-detail')}`, async () => {
    const halo = tenant.client({ scope: 'read:tickets' });
    await expect(halo.contracts.get(1)).rejects.toMatchObject({ status: 401, code: 'halo/authentication' });
  });
});

describe('a login by name and password', () => {
  it.each([
    ['without a secret', undefined],
    ['with one', 'sandbox'],
  ])(`works %s ${verifies('auth.password-grant')}`, async (_, clientSecret) => {
    const halo = tenant.client({ grant: passwordGrant(agent), clientSecret });
    expect(await halo.whoami()).toMatchObject({ kind: 'agent', id: 11 });
  });

  it(`is refused with the reason ${verifies('auth.invalid-grant-400')}`, async () => {
    const halo = tenant.client({ grant: passwordGrant({ ...agent, password: () => 'wrong' }), clientSecret: undefined });
    const error = await halo.signIn().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloTokenError);
    expect(error).toMatchObject({ error: 'invalid_grant', message: expect.stringContaining('user name and password') as string });
    expect(String(error)).not.toContain('wrong');
  });

  it(`that the application may not use is refused ${verifies('auth.unauthorized-client-400')}`, async () => {
    const clientId = 'sandbox-portal';
    await expect(tenant.client({ clientId, clientSecret: undefined, grant: passwordGrant(agent) }).signIn()).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(tenant.client({ clientId, clientSecret: 'any' }).signIn()).rejects.toMatchObject({ error: 'invalid_client' });
  });
});

describe('a refresh token without a sign-in', () => {
  it('asks nobody and says what to do', async () => {
    const before = tokenRequests();
    const halo = tenant.client({ grant: refreshTokenGrant, tokenStore: memoryTokenStore() });
    await expect(halo.signIn()).rejects.toMatchObject({ code: 'halo/token', nextStep: 'Sign in again.' });
    expect(tokenRequests()).toBe(before);
  });
});

describe('connect', () => {
  it('finds the authorisation server, signs in and sends its headers everywhere', async () => {
    await using halo = await connect(tenant.url, 'sandbox', 'sandbox', { 'x-lift': '1' }, ['read:tickets']);
    expect((await halo.tickets.list({ page_size: 1 })).items).toHaveLength(1);
    await expect(connect(tenant.url, 'sandbox', 'wrong')).rejects.toMatchObject({ error: 'invalid_client' });
  });
});
