import { createSandbox } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { read, requestToken, type SignedIn, signIn } from './signed-in.js';

const LOGIN = { grant_type: 'password', username: 'agent', password: 'sandbox' };

describe('rights', () => {
  it(`are narrowed by the scopes of the token: 403 on lists and writes ${verifies('auth.scopes-narrow', 'auth.missing-permission-403', 'error.empty-bodies')}`, async () => {
    const halo = await signIn({}, { scope: 'read:tickets' });
    expect((await halo.get('/Tickets')).status).toBe(200);
    expect((await halo.get('/Status')).status).toBe(200);
    expect(await halo.get('/Invoice')).toMatchObject({ status: 403, text: '' });
    expect((await halo.post('/Tickets', [{ summary: 'x' }])).status).toBe(403);
    expect((await halo.post('/Report', [{ sql: 'SELECT 1' }])).status).toBe(403);
    const reader = await signIn({}, { scope: 'edit:tickets' });
    expect((await reader.get('/Tickets')).status).toBe(200);
    const all = await signIn({ behaviours: { 'auth.scopes-narrow': false } }, { scope: 'read:tickets' });
    expect((await all.get('/Invoice')).status).toBe(200);
  });

  it(`are narrowed by the roles of the agent as well ${verifies('auth.scopes-narrow', 'auth.password-grant')}`, async () => {
    const halo = await signIn({}, { ...LOGIN, username: 'support' });
    expect((await halo.get('/Tickets')).status).toBe(200);
    expect((await halo.get('/Invoice')).status).toBe(403);
    expect((await halo.post('/Status', [{ name: 'Mine' }])).status).toBe(403);
  });

  it(`give 401 on some single reads though the list gives 200 ${verifies('auth.permission-401-on-detail')}`, async () => {
    const scope = { scope: 'read:tickets' };
    expect(await (await signIn({}, scope)).get('/ClientContract/1')).toMatchObject({ status: 401, text: '' });
    const off = await signIn({ behaviours: { 'auth.permission-401-on-detail': false } }, scope);
    expect((await off.get('/ClientContract/1')).status).toBe(403);
  });

  it(`change with the next token ${verifies('auth.claims-in-token')}`, async () => {
    const halo = await signIn({}, { ...LOGIN, username: 'support' });
    const [administrator] = halo.sandbox.control.records('roles');
    halo.sandbox.control.put('agents', { id: 12, roles: [{ id: administrator!.id }] });
    expect((await halo.get('/Invoice')).status).toBe(403);
    const token = await requestToken(halo.sandbox, { ...LOGIN, username: 'support' });
    const headers = { authorization: `Bearer ${(token.body as { access_token: string }).access_token}` };
    expect((await halo.sandbox.fetch('http://x/api/Invoice', { headers })).status).toBe(200);
  });

  it(`are none where the application is for users ${verifies('auth.wrong-login-type-403')}`, async () => {
    const applications = [{ clientId: 'portal', clientSecret: 's', loginType: 'user' as const, userId: 1 }];
    const halo = await signIn({ applications }, { client_id: 'portal', client_secret: 's' });
    expect((await halo.get('/Tickets')).status).toBe(403);
    expect((await halo.get('/Users/me')).body).toMatchObject({ id: 1 });
  });
});

describe('a login by name and password', () => {
  const attempt = (halo: SignedIn, fields: Record<string, string>): ReturnType<typeof requestToken> =>
    requestToken(halo.sandbox, { ...LOGIN, ...fields });

  it(`is an agent's or a user's, as the application says ${verifies('auth.password-grant', 'auth.invalid-grant-400')}`, async () => {
    const halo = await signIn();
    const [user] = halo.sandbox.control.records('users');
    const mail = String(user!.emailaddress);
    expect(await attempt(halo, { password: 'wrong' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await attempt(halo, { username: mail })).status).toBe(400);
    expect((await attempt(halo, { client_id: 'sandbox-portal', username: mail })).status).toBe(401);
    const form = new URLSearchParams({ ...LOGIN, client_id: 'sandbox-portal', username: mail });
    const token = (await (await halo.sandbox.fetch('http://x/auth/token', { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    const me = await halo.sandbox.fetch('http://x/api/Users/me', { headers: { authorization: `Bearer ${token.access_token}` } });
    expect(await me.json()).toMatchObject({ id: user!.id });
  });

  it(`is not for agents of the interface alone ${verifies('auth.api-agents')}`, async () => {
    const halo = await signIn();
    const mail = (id: number): string => String(halo.sandbox.control.records('agents').find((agent) => agent.id === id)!.email);
    expect((await attempt(halo, { username: mail(11) })).status).toBe(200);
    expect((await attempt(halo, { username: mail(10) })).status).toBe(400);
  });

  it(`has the password that was last set, which no answer shows ${verifies('auth.passwords-write-only')}`, async () => {
    const halo = await signIn();
    const answer = await halo.post('/Agent', [{ id: 11, password: 'a new one' }]);
    expect(answer.text + (await halo.get('/Agent/11?includedetails=true')).text).not.toContain('a new one');
    expect((await attempt(halo, {})).status).toBe(400);
    expect((await attempt(halo, { password: 'a new one' })).status).toBe(200);
  });
});

describe('applications', () => {
  it(`are managed like every record ${verifies('auth.applications-managed', 'auth.unauthorized-client-400')}`, async () => {
    const halo = await signIn();
    const created = (await halo.post('/Application', [{ displayName: 'Robot', grant_type: 'client_credentials', loginas_agent_id: 5 }]))
      .body;
    const { id, clientId, clientSecret } = created as { id: string; clientId: string; clientSecret: string };
    const client = { client_id: clientId, client_secret: clientSecret };
    expect((await requestToken(halo.sandbox, client)).status).toBe(200);
    expect(await requestToken(halo.sandbox, { ...client, ...LOGIN })).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
    expect((await halo.get(`/Application/${id}`)).text + (await halo.get('/Application')).text).not.toContain(clientSecret);
    await halo.post('/Application', [{ id, scopes: [{ name: 'read:tickets' }] }]);
    expect(await requestToken(halo.sandbox, { ...client, scope: 'read:invoices' })).toMatchObject({ body: { error: 'invalid_scope' } });
    expect(await requestToken(halo.sandbox, client)).toMatchObject({ body: { scope: 'read:tickets' } });
    await halo.post('/Application', [{ id, inactive: true }]);
    expect(await requestToken(halo.sandbox, client)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it(`answer discovery for strict clients ${verifies('auth.discovery-issuer', 'auth.hosts')}`, async () => {
    const sandbox = createSandbox({ seed: 'empty' });
    const { body } = await read(await sandbox.fetch('https://desk.test/auth/.well-known/openid-configuration'));
    const { issuer, jwks_uri: keys } = body as { issuer: string; jwks_uri: string };
    expect(issuer).toBe('https://desk.test/auth');
    expect((await read(await sandbox.fetch(keys))).body).toEqual({ keys: [] });
  });
});
