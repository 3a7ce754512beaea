import { clientCredentials, memoryTokenStore, passwordGrant, refreshTokenGrant, type TokenSet } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { authorizationCodeGrant, createPkce, randomText, signInUrl } from '../../src/auth/authorization-code.js';
import { TokenSource, type TokenSourceOptions } from '../../src/auth/token-source.js';

const tokensOf = (accessToken: string, more: Partial<TokenSet> = {}): TokenSet => ({
  accessToken,
  expiresAt: 2000,
  renewAt: 1000,
  ...more,
});

/** A source whose server gives t1, t2, ... and keeps the forms that it was sent. */
function createSource(more: Partial<TokenSourceOptions> = {}) {
  const forms: unknown[] = [];
  const time = { now: 0 };
  const store = memoryTokenStore();
  const source = new TokenSource({
    grant: { needsSecret: true, form: (scope, held) => Promise.resolve({ scope, held: held?.accessToken ?? 'nothing' }) },
    scope: 'all',
    store,
    clock: { now: () => time.now, sleep: () => Promise.resolve() },
    request: (form) => {
      forms.push(form);
      return Promise.resolve(tokensOf(`t${forms.length}`, { renewAt: time.now + 1000 }));
    },
    ...more,
  });
  return { source, forms, time, store };
}

describe('a token source', () => {
  it('asks once for everybody who waits', async () => {
    const { source, forms } = createSource();
    expect(await Promise.all([source.get(), source.get(), source.get()])).toEqual(['t1', 't1', 't1']);
    expect(forms).toEqual([{ scope: 'all', held: 'nothing' }]);
  });

  it('keeps a token until its time to be renewed, and not at it', async () => {
    const { source, time, forms } = createSource();
    await source.get();
    time.now = 999;
    expect(await source.get()).toBe('t1');
    time.now = 1000;
    expect(await source.get()).toBe('t2');
    expect(forms[1]).toEqual({ scope: 'all', held: 't1' });
  });

  it('replaces a token that was refused', async () => {
    const { source } = createSource();
    await source.get();
    source.discard('t1');
    expect(await source.get()).toBe('t2');
  });

  it('keeps a token although an older one was refused', async () => {
    const { source, forms } = createSource();
    await source.get();
    source.discard('t0');
    expect(await source.get()).toBe('t1');
    expect(forms).toHaveLength(1);
  });

  it('refuses nothing before it holds a token', async () => {
    const { source } = createSource();
    source.discard('t1');
    expect(await source.get()).toBe('t1');
    expect(await source.get()).toBe('t1');
  });

  it('takes what another client has put into the store', async () => {
    const { source, store, forms } = createSource();
    await store.write(tokensOf('theirs'));
    expect(await source.get()).toBe('theirs');
    expect(forms).toEqual([]);
  });

  it('renews what stands in the store and is spent, and keeps its refresh token where none comes', async () => {
    const { source, store, time, forms } = createSource();
    time.now = 5000;
    await store.write(tokensOf('spent', { refreshToken: 'r1' }));
    expect(await source.tokens()).toMatchObject({ accessToken: 't1', refreshToken: 'r1' });
    expect(forms).toEqual([{ scope: 'all', held: 'spent' }]);
    expect(await store.read()).toMatchObject({ accessToken: 't1', refreshToken: 'r1' });
  });

  it('stores the newest refresh token', async () => {
    const { source, store, time } = createSource({ request: () => Promise.resolve(tokensOf('t1', { refreshToken: 'r2', renewAt: 9000 })) });
    time.now = 5000;
    await store.write(tokensOf('spent', { refreshToken: 'r1' }));
    await source.get();
    expect((await store.read())?.refreshToken).toBe('r2');
  });

  it('asks again after a failure', async () => {
    let calls = 0;
    const { source } = createSource({
      request: () => {
        calls += 1;
        return calls === 1 ? Promise.reject(new Error('once')) : Promise.resolve(tokensOf('t', { renewAt: 100 }));
      },
    });
    await expect(source.get()).rejects.toThrow('once');
    expect(await source.get()).toBe('t');
  });

  it('ends the wait of whoever gives up, and not the fetch of the others', async () => {
    let give: (tokens: TokenSet) => void = () => undefined;
    const { source } = createSource({
      request: () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    });
    const giveUp = new AbortController();
    const impatient = source.get(giveUp.signal);
    const patient = source.get(new AbortController().signal);
    await new Promise(setImmediate);
    giveUp.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    give(tokensOf('t', { renewAt: 100 }));
    expect(await patient).toBe('t');
  });

  it('does not wait at all for whoever gave up before', async () => {
    const { source } = createSource({ request: () => new Promise(() => undefined) });
    await expect(source.get(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });
});

describe('grants', () => {
  it('of an application by itself need its secret', async () => {
    expect(clientCredentials.needsSecret).toBe(true);
    expect(await clientCredentials.form('all', undefined)).toEqual({ grant_type: 'client_credentials', scope: 'all' });
  });

  it('of an agent take name and password as they are or from a vault, and need no secret', async () => {
    const grant = passwordGrant({ username: 'agent', password: () => Promise.resolve('secret') });
    expect(grant.needsSecret).toBe(false);
    expect(await grant.form('all', undefined)).toEqual({ grant_type: 'password', username: 'agent', password: 'secret', scope: 'all' });
  });
});

describe('a refresh token', () => {
  it('needs no secret, and a sign-in before it', async () => {
    expect(refreshTokenGrant.needsSecret).toBe(false);
    for (const held of [undefined, tokensOf('t'), tokensOf('t', { refreshToken: '' })]) {
      await expect(refreshTokenGrant.form('all', held)).rejects.toMatchObject({
        code: 'halo/token',
        message: 'nobody is signed in',
        nextStep: 'Sign in again.',
      });
    }
  });

  it('is sent as it is held', async () => {
    expect(await refreshTokenGrant.form('all', tokensOf('t', { refreshToken: 'r' }))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r',
    });
  });
});

describe('an authorisation code', () => {
  const grant = () => authorizationCodeGrant({ code: 'c', verifier: 'v', redirectUri: 'http://127.0.0.1/cb' });
  const redemption = { grant_type: 'authorization_code', code: 'c', redirect_uri: 'http://127.0.0.1/cb', code_verifier: 'v', scope: 'all' };

  it('is redeemed once', async () => {
    const once = grant();
    expect(once.needsSecret).toBe(false);
    expect(await once.form('all', undefined)).toEqual(redemption);
    await expect(Promise.resolve().then(() => once.form('all', tokensOf('t')))).rejects.toMatchObject({
      message: 'the sign-in has ended',
      nextStep: 'Sign in again, with the scope offline_access to stay signed in.',
    });
  });

  it('gives way to the refresh token that came of it', async () => {
    const once = grant();
    expect(await once.form('all', tokensOf('t', { refreshToken: 'r' }))).toEqual({ grant_type: 'refresh_token', refresh_token: 'r' });
    expect(await once.form('all', undefined)).toEqual(redemption);
  });

  it('is asked for at an address that carries everything the page needs', () => {
    const request = {
      authorizeUrl: 'https://halo.example/auth/authorize?kept=1',
      clientId: 'id',
      redirectUri: 'http://127.0.0.1:5000/cb',
      scope: 'all offline_access',
      state: 's',
      challenge: 'x',
    };
    const parameters = {
      kept: '1',
      response_type: 'code',
      client_id: 'id',
      redirect_uri: 'http://127.0.0.1:5000/cb',
      scope: 'all offline_access',
      state: 's',
      code_challenge: 'x',
      code_challenge_method: 'S256',
    };
    const url = new URL(signInUrl(request));
    expect(url.origin + url.pathname).toBe('https://halo.example/auth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual(parameters);
    expect(Object.fromEntries(new URL(signInUrl({ ...request, tenant: 'acme' })).searchParams)).toEqual({ ...parameters, tenant: 'acme' });
  });

  it('is bound to a verifier by its SHA-256', async () => {
    const { verifier, challenge } = await createPkce();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
    expect(challenge).toBe(Buffer.from(digest).toString('base64url'));
    expect(verifier).toMatch(/^[\w-]{43}$/);
  });

  it('has random texts in the alphabet of web addresses', () => {
    const texts = Array.from({ length: 200 }, randomText);
    expect(new Set(texts).size).toBe(200);
    for (const text of texts) expect(text).toMatch(/^[\w-]{43}$/);
    expect(texts.join('')).toMatch(/-/);
    expect(texts.join('')).toMatch(/_/);
  });
});
