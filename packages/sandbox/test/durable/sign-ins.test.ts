import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, createVirtualClock, type Sandbox, type SandboxClock } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { read, requestToken } from '../signed-in.js';

let folder: string;
let clock: SandboxClock;
let sandbox: Sandbox;
let received: unknown[];
let answer: () => Promise<Response>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-sign-ins-'));
  clock = createVirtualClock();
  received = [];
  answer = () => Promise.resolve(new Response('thanks'));
  sandbox = open();
});
afterEach(async () => {
  sandbox.close();
  await rm(folder, { recursive: true });
});

const webhookFetch: typeof fetch = (_, init) => {
  received.push(JSON.parse(String(init?.body)));
  return answer();
};
const open = (): Sandbox => createSandbox({ seed: 'small', dataDir: folder, clock, webhookFetch });
const restart = (): void => {
  sandbox.close();
  sandbox = open();
};

type Tokens = Record<'access_token' | 'refresh_token', string>;
const tokens = async (fields: Record<string, string> = {}): Promise<Tokens> => (await requestToken(sandbox, fields)).body as Tokens;
const renew = async (token: string): Promise<number> =>
  (await requestToken(sandbox, { grant_type: 'refresh_token', refresh_token: token })).status;
const statusWith = async (token: string): Promise<number> =>
  (await sandbox.fetch('http://x/api/Status', { headers: { authorization: `Bearer ${token}` } })).status;

describe('a sandbox that starts again from its folder', () => {
  it('knows the tokens that it handed out, until they end', async () => {
    const { access_token: access, refresh_token: refresh } = await tokens();
    restart();
    expect(await statusWith(access)).toBe(200);
    expect(await renew(refresh)).toBe(200);
    restart();
    expect(await renew(refresh)).toBe(400);
    clock.advance(3_600_000);
    restart();
    expect(await statusWith(access)).toBe(401);
  });

  it('keeps tokens revoked that were revoked, and the file to its owner', async () => {
    const { access_token: access, refresh_token: refresh } = await tokens();
    sandbox.control.revokeTokens('sandbox');
    restart();
    expect([await statusWith(access), await renew(refresh)]).toEqual([401, 400]);
    expect((await stat(join(folder, 'sign-ins.log'))).mode & 0o077).toBe(0);
  });

  it('redeems the code of a login that began before, once', async () => {
    const redirect = 'http://127.0.0.1/callback';
    const verifier = 'v'.repeat(43);
    const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString('base64url');
    const query = new URLSearchParams({
      client_id: 'sandbox-web',
      redirect_uri: redirect,
      response_type: 'code',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const body = new URLSearchParams({ username: 'agent', password: 'sandbox' });
    const sent = await sandbox.fetch(`http://x/auth/authorize?${query}`, { method: 'POST', body, redirect: 'manual' });
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    const form = { grant_type: 'authorization_code', client_id: 'sandbox-web', code, redirect_uri: redirect, code_verifier: verifier };
    const redeem = async (): Promise<number> =>
      (await read(await sandbox.fetch('http://x/auth/token', { method: 'POST', body: new URLSearchParams(form) }))).status;
    restart();
    expect(await redeem()).toBe(200);
    restart();
    expect(await redeem()).toBe(400);
  });
});

describe('a webhook that was not delivered', () => {
  const bind = (fields: Record<string, unknown> = {}): void => {
    const webhook = sandbox.control.put('webhooks', { name: 'w', type: 0, url: 'https://receiver.example', ...fields });
    sandbox.control.put('notificationRules', { eventno: 1, webhook_id: webhook.id });
  };
  const log = (): unknown[] => sandbox.control.records('webhookEvents').map(({ responsestatus }) => responsestatus);

  it(`is tried again by the next start, at its time ${verifies('webhooks.retries')}`, async () => {
    answer = () => Promise.resolve(new Response('no', { status: 500 }));
    bind();
    sandbox.control.put('tickets', { summary: 'x' });
    await vi.waitFor(() => expect(log()).toEqual([500]));
    restart();
    answer = () => Promise.resolve(new Response('thanks'));
    clock.advance(59_000);
    expect(received).toHaveLength(1);
    clock.advance(1_000);
    await sandbox.control.delivered();
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    restart();
    await sandbox.control.delivered();
    expect([received.length, log()]).toEqual([2, [500, 200]]);
  });

  it(`is sent by the next start where the end came before an answer ${verifies('webhooks.delivered-body')}`, async () => {
    answer = () => new Promise(() => undefined);
    bind();
    sandbox.control.put('tickets', { summary: 'cut off' });
    await vi.waitFor(() => expect(received).toHaveLength(1));
    answer = () => Promise.resolve(new Response('thanks'));
    restart();
    await sandbox.control.delivered();
    expect(received[1]).toEqual(received[0]);
    expect(log()).toEqual([200]);
  });

  it(`is gathered on ${verifies('webhooks.batching')}`, async () => {
    bind({ batch_method: 1, batch_limit: 3, batch_delay_seconds: 60 });
    sandbox.control.put('tickets', { summary: 'one' });
    restart();
    sandbox.control.put('tickets', { summary: 'two' });
    expect(received).toEqual([]);
    sandbox.control.put('tickets', { summary: 'three' });
    clock.advance(60_000);
    await sandbox.control.delivered();
    expect(received).toMatchObject([[{ ticket: { summary: 'one' } }, { ticket: { summary: 'two' } }, { ticket: { summary: 'three' } }]]);
  });
});
