import { HaloAPIError, HaloTokenError } from 'halopsa';
import { describe, expect, it } from 'vitest';
import { requestTokens, type TokenEndpoint } from '../../src/auth/token-request.js';
import type { Exchange } from '../../src/pipeline/exchange.js';

const endpoint: TokenEndpoint = {
  tokenUrl: 'https://halo.example/auth/token',
  clientId: 'id',
  clientSecret: 'secret',
  clientAuthentication: 'body',
  headers: {},
  timeoutMs: 5000,
};
const clock = { now: () => 1_000_000, sleep: () => Promise.resolve() };
const form = { grant_type: 'client_credentials', scope: 'all' };

/** Asks for tokens of a server that answers so, and keeps what was sent. */
async function ask(value: unknown, more: Partial<TokenEndpoint> = {}): Promise<{ tokens: unknown; sent: Exchange }> {
  let sent: Exchange | undefined;
  const send = (exchange: Exchange) => {
    sent = exchange;
    return Promise.resolve({ status: 200, headers: new Headers(), value });
  };
  const tokens = await requestTokens({ ...endpoint, ...more }, form, send, clock).catch((error: unknown) => error);
  return { tokens, sent: sent! };
}

const refusedWith = (status: number, body: unknown): Promise<HaloTokenError> =>
  requestTokens(endpoint, form, () => Promise.reject(new HaloAPIError('halo/api', 'no', { status, body, operation: 'token' })), clock).then(
    () => expect.unreachable(),
    (error: unknown) => error as HaloTokenError,
  );

describe('a token request', () => {
  it('is a form with the client in it', async () => {
    const { sent } = await ask({ access_token: 't' }, { headers: { 'x-lift': '1' } });
    expect(sent).toEqual({
      operation: 'token',
      method: 'POST',
      url: 'https://halo.example/auth/token',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'x-lift': '1' },
      body: 'grant_type=client_credentials&scope=all&client_id=id&client_secret=secret',
      safety: 'read',
      timeoutMs: 5000,
      signal: undefined,
      marks: { attempt: 0, uncertain: false },
    });
  });

  it('names the client in a header where that is asked for, each half encoded as a form', async () => {
    const { sent } = await ask({ access_token: 't' }, { clientAuthentication: 'basic', clientId: 'a b', clientSecret: () => 'p:ä' });
    expect(sent.headers.authorization).toBe(`Basic ${btoa('a+b:p%3A%C3%A4')}`);
    expect(sent.body).toBe('grant_type=client_credentials&scope=all');
  });

  it.each(['body', 'basic'] as const)('without a secret names the client in the form (%s)', async (clientAuthentication) => {
    const { sent } = await ask({ access_token: 't' }, { clientAuthentication, clientSecret: undefined });
    expect(sent.body).toBe('grant_type=client_credentials&scope=all&client_id=id');
    expect(sent.headers).not.toHaveProperty('authorization');
  });

  it('reads the answer, and has tokens renewed a minute before they expire', async () => {
    const { tokens } = await ask({ access_token: 't', expires_in: 3600, refresh_token: 'r', scope: 'all', id_token: 'i' });
    expect(tokens).toEqual({ accessToken: 't', expiresAt: 4_600_000, renewAt: 4_540_000, refreshToken: 'r', scope: 'all', idToken: 'i' });
  });

  it.each([
    [300, 1_300_000, 1_270_000],
    ['300', 1_300_000, 1_270_000],
    [undefined, 4_600_000, 4_540_000],
    ['soon', 4_600_000, 4_540_000],
  ])('of a life of %s seconds expires and is renewed in time', async (life, expiresAt, renewAt) => {
    expect((await ask({ access_token: 't', expires_in: life })).tokens).toMatchObject({ expiresAt, renewAt });
  });

  it('takes only texts for the other tokens', async () => {
    const { tokens } = await ask({ access_token: 't', refresh_token: 5, scope: null, id_token: {} });
    expect(tokens).toMatchObject({ refreshToken: undefined, scope: undefined, idToken: undefined });
  });

  it.each([[{}], [{ access_token: '' }], [{ access_token: 5 }], [null], ['text'], [undefined]])(
    'answered with %j is no success',
    async (value) => {
      const { tokens } = await ask(value);
      expect(tokens).toBeInstanceOf(HaloTokenError);
      expect(tokens).toMatchObject({
        message: 'the authorisation server answered without an access_token',
        nextStep: expect.stringContaining('Check the tenant URL') as string,
      });
    },
  );

  it.each([
    ['invalid_client', 401, 'refused the client id or secret', 'View Applications'],
    ['invalid_grant', 400, 'refused the user name and password, or the sign-in has expired', 'sign in again'],
    ['invalid_scope', 400, 'refused the scope', '"all" asks for every one'],
    ['unauthorized_client', 400, 'does not let this application sign in that way', 'authentication method'],
    ['odd_error', 400, 'gave no token', 'Check the application in Halo.'],
  ])('refused with %s says what to do', async (error, status, message, next) => {
    const refusal = await refusedWith(status, { error });
    expect(refusal).toBeInstanceOf(HaloTokenError);
    expect(refusal).toMatchObject({ status, error, message: `the authorisation server ${message} (${error})` });
    expect(refusal.nextStep).toContain(next);
  });

  it.each([
    [500, 'oops', 'Check the tenant URL'],
    [503, undefined, 'Check the tenant URL'],
    [404, null, 'Check the tenant URL'],
    [400, { other: 1 }, 'Check the application in Halo.'],
    [499, undefined, 'Check the application in Halo.'],
  ])('refused with %i and no code tells the status', async (status, body, next) => {
    const refusal = await refusedWith(status, body);
    expect(refusal.message).toBe(`the authorisation server gave no token (status ${status})`);
    expect(refusal.error).toBeUndefined();
    expect(refusal.nextStep).toContain(next);
  });

  it('that never arrived fails as it did', async () => {
    const failure = new TypeError('broken');
    await expect(requestTokens(endpoint, form, () => Promise.reject(failure), clock)).rejects.toBe(failure);
  });
});
