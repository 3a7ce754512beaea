import { request } from 'node:https';
import { connect } from 'node:net';
import { createSandbox, type RunningServer, type Sandbox } from 'halopsa-sandbox';
import { makeCertificate } from 'halopsa-sandbox/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './signed-in.js';

let sandbox: Sandbox;
let server: RunningServer;
let headers: Record<string, string>;

beforeAll(async () => {
  sandbox = createSandbox({ seed: 'small' });
  server = await sandbox.serve();
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all', client_id: 'sandbox', client_secret: 'sandbox' });
  const { access_token: token } = (await (await fetch(`${server.url}/auth/token`, { method: 'POST', body })).json()) as {
    access_token: string;
  };
  headers = { authorization: `Bearer ${token}` };
});
afterAll(() => server.close());

const get = async (path: string): Promise<Awaited<ReturnType<typeof read>>> => read(await fetch(`${server.url}${path}`, { headers }));
const control = async (method: string, path: string, body?: unknown): Promise<Awaited<ReturnType<typeof read>>> =>
  read(await fetch(`${server.url}/__sandbox/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));

describe('a sandbox on a port', () => {
  it('answers on the loopback interface', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect((await get('/api/Tickets/1234')).body).toMatchObject({ id: 1234 });
    expect((await get('/api/AuthInfo')).body).toMatchObject({ auth_url: `${server.url}/auth` });
  });

  it('closes the socket for a reset, before and after acting', async () => {
    for (const phase of ['before', 'after'] as const) {
      sandbox.control.faults.add({ kind: 'reset', phase, count: 1 });
      await expect(get('/api/Status')).rejects.toThrow('fetch failed');
    }
    expect((await get('/api/Status')).status).toBe(200);
  });

  it('loses the connection in the middle of an answer', async () => {
    sandbox.control.faults.add({ kind: 'cut', count: 1 });
    await expect(get('/api/Status')).rejects.toThrow();
    sandbox.control.faults.add({ kind: 'truncated', count: 1 });
    await expect(get('/api/Status')).rejects.toThrow(SyntaxError);
  });

  it('lets a caller give up on a hanging answer', async () => {
    sandbox.control.faults.add({ kind: 'hang', count: 1 });
    await expect(fetch(`${server.url}/api/Status`, { headers, signal: AbortSignal.timeout(500) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect((await get('/api/Status')).status).toBe(200);
  });

  it('refuses a port that is taken, and closes while connections are open', async () => {
    await expect(sandbox.serve({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const other = await createSandbox({ seed: 'empty' }).serve();
    const socket = connect(other.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    await other.close();
    await other.close();
    socket.destroy();
    await expect(fetch(`${other.url}/api/AuthInfo`)).rejects.toThrow();
  });
});

describe('the control interface', () => {
  it('sets faults, reads the log, moves the clock and resets', async () => {
    const { body } = await control('POST', 'faults', { kind: 'status', status: 418, operation: 'statuses.list', count: 5 });
    expect((await get('/api/Status')).status).toBe(418);
    expect((await control('GET', 'faults')).body).toMatchObject([{ status: 418, struck: 1 }]);
    expect((await control('DELETE', `faults/${(body as { id: number }).id}`)).body).toBe(true);
    expect((await get('/api/Status')).status).toBe(200);
    expect(JSON.stringify((await control('GET', 'requests')).body)).toContain('statuses.list');
    const { now } = (await control('GET', 'clock')).body as { now: number };
    await control('POST', 'clock', { advance: 4_000_000 });
    expect(((await control('GET', 'clock')).body as { now: number }).now).toBeGreaterThanOrEqual(now + 4_000_000);
    expect((await get('/api/Status')).status).toBe(401);
    await control('POST', 'seed', { size: 'empty' });
    expect((await control('GET', 'records/tickets')).body).toEqual([]);
    await control('POST', 'reset');
    expect((await control('GET', 'requests')).body).toEqual([]);
  });

  it('stores records by the rules of their resource', () => {
    const { control } = createSandbox({ seed: 'small' });
    expect(control.put('tickets', { summary: 'From a test', client_id: 42 })).toMatchObject({
      client_name: 'Meridian Logistics',
      status_id: 1,
    });
    expect(() => control.put('tickets', {})).toThrow();
    expect(() => control.records('tickets', 'nobody')).not.toThrow();
    expect(() => createSandbox({ tenants: { a: {} } }).control.records('tickets', 'nobody')).toThrow('sandbox, a');
  });

  it('is not steered by a page from elsewhere', async () => {
    const steer = async (origin: string): Promise<number> =>
      (await fetch(`${server.url}/__sandbox/latency`, { method: 'POST', headers: { origin }, body: '{"latency": 0}' })).status;
    expect([await steer('https://evil.example'), await steer('null'), await steer(server.url)]).toEqual([403, 403, 200]);
  });

  it('says what it has where it is asked for something else', async () => {
    expect(await control('GET', 'nothing')).toMatchObject({ status: 404 });
    expect(await control('POST', 'seed', { size: 'huge' })).toMatchObject({
      status: 400,
      body: { error: 'size is one of empty, small, demo, large' },
    });
    expect(await control('POST', 'seed', 'text')).toMatchObject({ status: 400 });
  });
});

describe('a sandbox over HTTPS', () => {
  const OPTIONS = { rejectUnauthorized: true, servername: 'localhost' };
  const ask = (url: string, ca: string): Promise<Record<string, string>> =>
    new Promise((resolve, reject) => {
      request(url, { ca, ...OPTIONS }, (answer) => {
        answer.setEncoding('utf8');
        let text = '';
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve(JSON.parse(text) as Record<string, string>));
      })
        .on('error', reject)
        .end();
    });

  it('names itself with https, and still answers levers over HTTP on the same port', async () => {
    const tls = await makeCertificate(['localhost', '127.0.0.1']);
    await using secure = await createSandbox({ seed: 'empty' }).serve({ tls });
    expect(secure.url).toBe(`https://127.0.0.1:${secure.port}`);
    const origin = `https://localhost:${secure.port}`;
    const discovery = await ask(`${origin}/auth/.well-known/openid-configuration`, tls.cert);
    expect(discovery).toMatchObject({ issuer: `${origin}/auth`, token_endpoint: `${origin}/auth/token` });
    expect((await fetch(`http://127.0.0.1:${secure.port}/api/AuthInfo`)).status).toBe(200);
    const silent = connect(secure.port, '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    await secure.close();
  });

  it('follows a proxy that it trusts, and no other', async () => {
    const path = '/auth/.well-known/openid-configuration';
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'halo.example:8443, inner' };
    await using behind = await createSandbox({ seed: 'empty' }).serve({ trustProxy: true });
    expect(await (await fetch(behind.url + path, { headers: forwarded })).json()).toMatchObject({
      issuer: 'https://halo.example:8443/auth',
    });
    const odd = { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'a b/c' };
    expect(await (await fetch(behind.url + path, { headers: odd })).json()).toMatchObject({ issuer: `${behind.url}/auth` });
    expect(await (await fetch(server.url + path, { headers: forwarded })).json()).toMatchObject({ issuer: `${server.url}/auth` });
  });
});
