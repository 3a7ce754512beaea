import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HaloClient, memoryTokenStore, refreshTokenGrant, type TokenStore } from 'halopsa';
import { type BrowserSignIn, fileTokenStore, signInWithBrowser } from 'halopsa/node';
import { verifies } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickClock, startTenant, type Tenant } from '../tenant.js';
import { logInAt } from './login-form.js';

let tenant: Tenant;
let folder: string;
beforeAll(async () => {
  tenant = await startTenant();
  folder = await mkdtemp(join(tmpdir(), 'halo-sign-in-'));
});
afterAll(async () => {
  await tenant[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const signIn = (options: Partial<BrowserSignIn> = {}): ReturnType<typeof signInWithBrowser> =>
  signInWithBrowser({
    tenantUrl: tenant.url,
    clientId: 'sandbox-web',
    store: memoryTokenStore(),
    open: async (address) => void (await logInAt(address)),
    ...options,
  });

const signedIn = (tokenStore: TokenStore): HaloClient =>
  new HaloClient({ tenantUrl: tenant.url, clientId: 'sandbox-web', grant: refreshTokenGrant, tokenStore, clock: quickClock() });

describe('a sign-in through the browser', () => {
  it(`ends with tokens of the person who logged in ${verifies('auth.authorization-code-pkce')}`, async () => {
    const store = memoryTokenStore();
    let shown = '';
    const tokens = await signIn({
      store,
      open: async (address) => {
        shown = await logInAt(address);
      },
    });
    expect(shown).toContain('You are signed in');
    expect(tokens).toMatchObject({ refreshToken: expect.any(String) as string, scope: 'all offline_access' });
    expect(await signedIn(store).whoami()).toMatchObject({ kind: 'agent', id: 11 });
  });

  it('with a secret shows it when the code is redeemed', async () => {
    const store = memoryTokenStore();
    await expect(signIn({ clientId: 'sandbox', store })).rejects.toMatchObject({ error: 'invalid_client' });
    await expect(signIn({ clientId: 'sandbox', clientSecret: 'sandbox', store })).resolves.toMatchObject({ scope: 'all offline_access' });
  });

  it('goes on by its refresh token, which changes each time', async () => {
    const store = memoryTokenStore();
    const first = await signIn({ store });
    const halo = signedIn(store);
    await halo.tickets.list({ page_size: 1 });
    tenant.sandbox.control.expireTokens();
    expect((await halo.tickets.list({ page_size: 1 })).items).toHaveLength(1);
    expect((await store.read())?.refreshToken).not.toBe(first.refreshToken);
    tenant.sandbox.control.revokeTokens();
    await expect(halo.tickets.list()).rejects.toMatchObject({
      error: 'invalid_grant',
      nextStep: expect.stringContaining('sign in again') as string,
    });
  });

  it(`without offline_access ends with its first token ${verifies('auth.refresh-by-offline-access')}`, async () => {
    const store = memoryTokenStore();
    const tokens = await signIn({ store, scope: 'all' });
    expect(tokens.refreshToken).toBeUndefined();
    const halo = signedIn(store);
    await halo.tickets.list({ page_size: 1 });
    tenant.sandbox.control.expireTokens();
    await expect(halo.tickets.list()).rejects.toMatchObject({ code: 'halo/token', nextStep: 'Sign in again.' });
  });

  it('is refused in words where the person cancels or the scope does not exist', async () => {
    const cancel = async (address: string): Promise<void> => {
      const answer = await fetch(address, { method: 'POST', body: new URLSearchParams({ answer: 'cancel' }), redirect: 'manual' });
      await fetch(answer.headers.get('location') ?? '');
    };
    await expect(signIn({ open: cancel })).rejects.toMatchObject({ error: 'access_denied' });
    const follow = async (address: string): Promise<void> => void (await fetch(address));
    await expect(signIn({ open: follow, scope: 'read:everything' })).rejects.toMatchObject({ error: 'invalid_scope' });
  });

  it('listens to nobody who does not know its state, and ends when the person takes too long', async () => {
    const forge = async (address: string): Promise<void> => {
      const redirect = new URL(address).searchParams.get('redirect_uri');
      for (const query of ['code=stolen', 'code=stolen&state=guess', 'error=access_denied']) {
        expect((await fetch(`${redirect}?${query}`)).status).toBe(404);
      }
    };
    await expect(signIn({ open: forge, patienceMs: 150 })).rejects.toMatchObject({ message: expect.stringContaining('in time') as string });
    const stop = new AbortController();
    await expect(signIn({ signal: stop.signal, open: () => stop.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  it('redeems a stolen code for nobody: the verifier is missing', async () => {
    let code = '';
    const steal = async (address: string): Promise<void> => {
      const form = new URLSearchParams({ username: 'agent', password: 'sandbox' });
      const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
      const location = new URL(answer.headers.get('location') ?? '');
      code = location.searchParams.get('code') ?? '';
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'sandbox-web',
        redirect_uri: `${location.origin}/callback`,
        code,
        code_verifier: 'guess',
      });
      const theft = await fetch(`${tenant.url}/auth/token`, { method: 'POST', body });
      expect([theft.status, await theft.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
      await fetch(location);
    };
    await expect(signIn({ open: steal })).rejects.toMatchObject({ error: 'invalid_grant' });
    expect(code).not.toBe('');
  });
});

describe('a token file', () => {
  it('is readable by its owner alone and serves the next process', async () => {
    const path = join(folder, 'deep', 'tokens.json');
    await signIn({ store: fileTokenStore(path) });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ refreshToken: expect.any(String) as string });
    expect(await signedIn(fileTokenStore(path)).whoami()).toMatchObject({ kind: 'agent', id: 11 });
  });

  it('that is broken counts as none', async () => {
    const path = join(folder, 'broken.json');
    await (await import('node:fs/promises')).writeFile(path, '{"access');
    await expect(signedIn(fileTokenStore(path)).signIn()).rejects.toThrow('nobody is signed in');
  });
});
