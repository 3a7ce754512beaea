import { createVirtualClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { read, requestToken, signIn } from './signed-in.js';

describe('the token endpoint', () => {
  it(`answers six keys for client credentials ${verifies('auth.six-token-keys', 'auth.expires-in-3600', 'auth.client-credentials-body', 'auth.token-url')}`, async () => {
    const { sandbox } = await signIn();
    const { status, body } = await requestToken(sandbox);
    expect(status).toBe(200);
    expect(Object.keys(body as object).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'refresh_token', 'scope', 'token_type']);
    expect(Object.values(body as object).every((value) => value !== '')).toBe(true);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  });

  it(`names its subject by a GUID in a well-formed JWT ${verifies('auth.subject-is-guid')}`, async () => {
    const { sandbox } = await signIn();
    const { id_token: token } = (await requestToken(sandbox)).body as { id_token: string };
    const [head, claims] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>);
    expect(token.split('.')).toHaveLength(3);
    expect(head).toMatchObject({ typ: 'JWT' });
    expect(claims!.sub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it(`takes a Basic header and the bare address ${verifies('auth.client-credentials-basic', 'auth.bare-token-url')}`, async () => {
    const { sandbox } = await signIn();
    const response = await sandbox.fetch('http://x/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('sandbox:sandbox')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'all' }),
    });
    expect(response.status).toBe(200);
  });

  it.each<[Record<string, string>, string]>([
    [{ client_secret: 'wrong' }, verifies('auth.wrong-secret-401')],
    [{ client_id: 'nobody' }, verifies('auth.unknown-client-401')],
  ])(`refuses %j with 401 invalid_client %s ${verifies('auth.error-description')}`, async (fields) => {
    const { sandbox } = await signIn();
    const answer = await requestToken(sandbox, fields);
    expect([answer.status, answer.text]).toEqual([401, '{"error":"invalid_client","error_description":"Client authentication failed."}']);
  });

  it(`refuses a scope and a grant that do not exist ${verifies('auth.unknown-scope-400', 'auth.unsupported-grant-400')}`, async () => {
    const { sandbox } = await signIn();
    expect(await requestToken(sandbox, { scope: 'read:users' })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    for (const grant of ['magic', 'constructor', '__proto__', ''])
      expect(await requestToken(sandbox, { grant_type: grant })).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });

  it(`logs an agent in by name and password without a secret ${verifies('auth.password-grant')}`, async () => {
    const { sandbox } = await signIn();
    const form = new URLSearchParams({
      grant_type: 'password',
      client_id: 'sandbox',
      username: 'agent',
      password: 'sandbox',
      scope: 'all',
    });
    expect((await sandbox.fetch('http://x/auth/token', { method: 'POST', body: form })).status).toBe(200);
  });

  it(`lets a refresh token work once ${verifies('auth.refresh-rotates')}`, async () => {
    const { sandbox } = await signIn();
    const { refresh_token: first } = (await requestToken(sandbox)).body as { refresh_token: string };
    const fields = { grant_type: 'refresh_token', refresh_token: first };
    expect((await requestToken(sandbox, fields)).status).toBe(200);
    expect(await requestToken(sandbox, fields)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it(`ends a token after an hour of the sandbox's time ${verifies('auth.missing-token-401', 'auth.401-empty-body')}`, async () => {
    const clock = createVirtualClock();
    const halo = await signIn({ clock });
    clock.advance(3_599_000);
    expect((await halo.get('/Status')).status).toBe(200);
    clock.advance(2000);
    expect(await halo.get('/Status')).toMatchObject({ status: 401, text: '' });
  });
});

describe('what needs no token', () => {
  it(`says where the authorisation server is ${verifies('auth.authinfo-anonymous', 'auth.discovery-issuer', 'auth.instanceinfo-anonymous')}`, async () => {
    const { sandbox } = await signIn();
    const info = await read(await sandbox.fetch('https://acme.test/api/authinfo'));
    expect(info.body).toEqual({ auth_url: 'https://acme.test/auth', tenant_id: 'sandbox' });
    const discovery = await read(await sandbox.fetch('https://acme.test/auth/.well-known/openid-configuration'));
    expect(discovery.body).toMatchObject({ issuer: 'https://acme.test/auth', token_endpoint: 'https://acme.test/auth/token' });
    const instance = await read(await sandbox.fetch('https://acme.test/api/InstanceInfo'));
    expect(instance.body).toMatchObject({ auth_url: 'https://acme.test/auth' });
  });
});

describe('several tenants', () => {
  it(`keeps them apart and answers 500 for one that does not exist ${verifies('auth.tenant-query', 'auth.tenant-form', 'auth.unknown-tenant-500')}`, async () => {
    const first = await signIn({ tenants: { other: { seed: 'empty' } } });
    await first.post('/Client', [{ name: 'Only here' }]);
    const token = await requestToken(first.sandbox, {}, '/auth/token?tenant=other');
    const { access_token: accessToken } = token.body as { access_token: string };
    const list = await first.sandbox.fetch('http://x/api/Client', { headers: { authorization: `Bearer ${accessToken}` } });
    expect(await list.json()).toMatchObject({ record_count: 1 });
    expect((await requestToken(first.sandbox, { tenant: 'other' })).status).toBe(200);
    expect(await requestToken(first.sandbox, {}, '/auth/token?tenant=nx')).toMatchObject({ status: 500, text: '' });
  });

  it('takes any name where none was set up', async () => {
    const { sandbox } = await signIn();
    expect((await requestToken(sandbox, {}, '/auth/token?tenant=anything')).status).toBe(200);
  });
});

describe('who is calling', () => {
  it(`has an agent and a user behind the default application ${verifies('me.agent-with-claims', 'me.routes')}`, async () => {
    const halo = await signIn();
    const agent = (await halo.get('/Agent/me')).body as { id: number; claims: { type: string; value: string }[] };
    expect(agent.id).toBe(10);
    expect(agent.claims).toContainEqual({ type: 'agent_id', value: '10' });
    expect((await halo.get('/Users/me')).body).toMatchObject({ id: 1 });
    expect((await halo.get('/Client/me')).body).toMatchObject({ id: 1 });
  });

  it(`has no user behind an agent's application ${verifies('me.user-needs-user-token', 'me.client-401-without-user')}`, async () => {
    const halo = await signIn({}, { client_id: 'sandbox-agent' });
    expect((await halo.get('/Agent/me')).status).toBe(200);
    expect(await halo.get('/Users/me')).toMatchObject({ status: 404, text: '' });
    expect(await halo.get('/Users/onbehalf')).toMatchObject({ status: 404, text: '' });
    expect(await halo.get('/Client/me')).toMatchObject({ status: 401, text: '' });
  });
});
