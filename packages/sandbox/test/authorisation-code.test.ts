import { createHash, createHmac } from 'node:crypto';
import { createSandbox, createVirtualClock, type Sandbox, type SandboxOptions } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { type Answer, read, switchedOff } from './signed-in.js';

const ORIGIN = 'http://sandbox.test';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-43-signs';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const REDIRECT = 'http://127.0.0.1:53123/callback';

const start = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({ seed: 'small', ...options, behaviours: { ...switchedOff(), ...options.behaviours } });

const pageAddress = (fields: Record<string, string> = {}): string => {
  const parameters = {
    response_type: 'code',
    client_id: 'sandbox-web',
    redirect_uri: REDIRECT,
    scope: 'all offline_access',
    state: 'abc',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    nonce: 'n-1',
    ...fields,
  };
  return `${ORIGIN}/auth/authorize?${new URLSearchParams(parameters).toString()}`;
};

const fill = async (sandbox: Sandbox, form: Record<string, string>, fields: Record<string, string> = {}): Promise<Answer> =>
  read(await sandbox.fetch(pageAddress(fields), { method: 'POST', body: new URLSearchParams(form) }));

async function codeOf(sandbox: Sandbox, fields: Record<string, string> = {}): Promise<string> {
  const answer = await fill(sandbox, { username: 'agent', password: 'sandbox' }, fields);
  const location = new URL(answer.headers.get('location') ?? 'about:blank');
  expect([answer.status, location.searchParams.get('state')]).toEqual([302, 'abc']);
  return location.searchParams.get('code') ?? '';
}

const redeem = async (sandbox: Sandbox, fields: Record<string, string>): Promise<Answer> => {
  const form = { grant_type: 'authorization_code', client_id: 'sandbox-web', redirect_uri: REDIRECT, code_verifier: VERIFIER, ...fields };
  return read(await sandbox.fetch(`${ORIGIN}/auth/token`, { method: 'POST', body: new URLSearchParams(form) }));
};
const refresh = (sandbox: Sandbox, fields: Record<string, string>): Promise<Answer> =>
  redeem(sandbox, { grant_type: 'refresh_token', ...fields });

describe('the login page', () => {
  it(`asks a person for name and password ${verifies('auth.authorization-code-pkce')}`, async () => {
    const answer = await read(await start().fetch(pageAddress()));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('<form method="post">');
    expect(answer.text).toContain('type="password"');
    expect(answer.text).toContain('Sandbox (no secret)');
  });

  it('says so where the password is wrong, and goes back where the person does not want to', async () => {
    const sandbox = start();
    const wrong = await fill(sandbox, { username: 'agent', password: '<b>' });
    expect([wrong.status, wrong.headers.get('location')]).toEqual([401, null]);
    expect(wrong.text).toContain('role="alert"');
    const cancelled = await fill(sandbox, { answer: 'cancel' });
    expect(cancelled.headers.get('location')).toBe(`${REDIRECT}?error=access_denied&state=abc`);
  });

  it.each([
    [{ client_id: 'nobody' }, 'not known'],
    [{ redirect_uri: 'https://evil.example/callback' }, 'does not list'],
    [{ redirect_uri: 'http://127.0.0.1:1/other' }, 'does not list'],
  ])('sends nobody anywhere for %j', async (fields, words) => {
    const answer = await read(await start().fetch(pageAddress(fields)));
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(answer.text).toContain(words);
  });

  it.each<[Record<string, string>, string]>([
    [{ scope: 'read:everything' }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
  ])('sends %j back as %s', async (fields, error) => {
    const answer = await read(await start().fetch(pageAddress(fields)));
    expect(answer.headers.get('location')).toBe(`${REDIRECT}?error=${error}&state=abc`);
  });
});

describe('an authorisation code', () => {
  it(`is redeemed once, with the verifier, for tokens of the agent who logged in ${verifies('auth.authorization-code-pkce', 'auth.invalid-grant-400')}`, async () => {
    const sandbox = start();
    const code = await codeOf(sandbox);
    const answer = await redeem(sandbox, { code });
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) as string },
    });
    const { access_token: token } = answer.body as { access_token: string };
    const me = await sandbox.fetch(`${ORIGIN}/api/Agent/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ id: 11, ad: 'agent' });
    expect(await redeem(sandbox, { code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each<[Record<string, string>, number, string]>([
    [{ code_verifier: 'another' }, 400, 'invalid_grant'],
    [{ redirect_uri: 'http://127.0.0.1:9/callback' }, 400, 'invalid_grant'],
    [{ client_id: 'sandbox', client_secret: 'sandbox' }, 400, 'invalid_grant'],
    [{ client_id: 'sandbox' }, 401, 'invalid_client'],
  ])('is refused with %j', async (fields, status, error) => {
    const sandbox = start();
    expect(await redeem(sandbox, { code: await codeOf(sandbox), ...fields })).toMatchObject({ status, body: { error } });
  });

  it('ends after five minutes', async () => {
    const clock = createVirtualClock();
    const sandbox = start({ clock });
    const code = await codeOf(sandbox);
    clock.advance(300_001);
    expect(await redeem(sandbox, { code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it("brings an identity token with the nonce, signed with the client's secret", async () => {
    const sandbox = start();
    const code = await codeOf(sandbox, { client_id: 'sandbox' });
    const { id_token: token } = (await redeem(sandbox, { code, client_id: 'sandbox', client_secret: 'sandbox' })).body as {
      id_token: string;
    };
    const [head, claims, signature] = token.split('.');
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ nonce: 'n-1', aud: 'sandbox', iss: `${ORIGIN}/auth` });
    expect(signature).toBe(createHmac('sha256', 'sandbox').update(`${head}.${claims}`).digest('base64url'));
  });
});

describe('a refresh token after a login', () => {
  it(`comes only with offline_access ${verifies('auth.refresh-by-offline-access')}`, async () => {
    const sandbox = start();
    const code = await codeOf(sandbox, { scope: 'all' });
    expect((await redeem(sandbox, { code })).body).not.toHaveProperty('refresh_token');
    const lenient = start({ behaviours: { 'auth.refresh-by-offline-access': false } });
    expect((await redeem(lenient, { code: await codeOf(lenient, { scope: 'all' }) })).body).toHaveProperty('refresh_token');
  });

  it(`works once, for the same scopes or fewer ${verifies('auth.refresh-rotates')}`, async () => {
    const sandbox = start();
    const code = await codeOf(sandbox, { scope: 'read:tickets offline_access' });
    const { refresh_token: first } = (await redeem(sandbox, { code })).body as { refresh_token: string };
    expect(await refresh(sandbox, { refresh_token: first, scope: 'edit:tickets' })).toMatchObject({ body: { error: 'invalid_scope' } });
    const second = await refresh(sandbox, { refresh_token: first });
    expect(second).toMatchObject({ status: 200, body: { scope: 'read:tickets offline_access' } });
    expect((second.body as { refresh_token: string }).refresh_token).not.toBe(first);
    expect(await refresh(sandbox, { refresh_token: first })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('belongs to its application, and ends by revocation and by its age', async () => {
    const clock = createVirtualClock();
    const sandbox = start({ clock });
    const next = async (): Promise<string> =>
      ((await redeem(sandbox, { code: await codeOf(sandbox) })).body as { refresh_token: string }).refresh_token;
    const token = await next();
    expect(await refresh(sandbox, { refresh_token: token, client_id: 'sandbox' })).toMatchObject({ status: 400 });
    sandbox.control.expireTokens();
    const renewed = await refresh(sandbox, { refresh_token: token });
    expect(renewed.status).toBe(200);
    sandbox.control.revokeTokens('sandbox-web');
    const { refresh_token: revoked } = renewed.body as { refresh_token: string };
    expect(await refresh(sandbox, { refresh_token: revoked })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const old = await next();
    clock.advance(31 * 86_400_000);
    expect((await refresh(sandbox, { refresh_token: old })).status).toBe(400);
  });
});
