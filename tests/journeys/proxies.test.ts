import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashKey } from 'halopsa-connector';
import { createSandbox, type RunningServer } from 'halopsa-sandbox';
import { makeCertificate } from 'halopsa-sandbox/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { halo, homeOf, launcher } from './support/halo-process.js';
import { type ForwardProxy, startProxy } from './support/proxy.js';

// No such host can be looked up, so that a client that does not ask the proxy gets nowhere.
const tenantHost = 'tenant.example.invalid';
const hookHost = 'hook.example.invalid';
const storeHost = 'files.store.example.invalid';
const content = 'the file itself';

let plain: RunningServer;
let secure: RunningServer;
let store: Server;
let hook: Server;
let proxy: ForwardProxy;
let folder: string;
let certificate: string;
const hooked: string[] = [];

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = async (server: Server): Promise<Server> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-proxy-'));
  const tls = await makeCertificate([tenantHost, storeHost, hookHost]);
  certificate = join(folder, 'cert.pem');
  await writeFile(certificate, tls.cert);
  plain = await createSandbox({ seed: 'small' }).serve();
  secure = await createSandbox({ seed: 'small' }).serve({ allowedHosts: [tenantHost], tls });
  store = await listening(createTlsServer(tls, (_, answer) => answer.end(content)) as unknown as Server);
  hook = await listening(
    createTlsServer(tls, (request, answer) => {
      hooked.push(String(request.headers.host));
      answer.end();
    }) as unknown as Server,
  );
  proxy = await startProxy((host) => {
    if (host.startsWith(storeHost)) return portOf(store);
    if (host.startsWith(hookHost)) return portOf(hook);
    return host.startsWith(tenantHost) ? secure.port : plain.port;
  });
});
afterEach(() => {
  proxy.asked.length = 0;
});
afterAll(async () => {
  await Promise.all([proxy.close(), plain.close(), secure.close()]);
  store.close();
  hook.close();
  await rm(folder, { recursive: true });
});

const credentials = { HALO_CLIENT_ID: 'sandbox', HALO_CLIENT_SECRET: 'sandbox' };
const tenant = (more: Record<string, string>): Record<string, string> => ({
  ...credentials,
  HALO_TENANT_URL: `https://${tenantHost}`,
  NODE_EXTRA_CA_CERTS: certificate,
  ...more,
});
const hosts = (): string[] => [...new Set(proxy.asked.map(({ host }) => host.split(':')[0]!))].sort();
const get = ['tickets', 'get', '1234', '--json'];

describe('a command', () => {
  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'])('goes by the proxy that %s names', async (name) => {
    const ended = await halo(get, { env: tenant({ HALO_TENANT_URL: plain.url, [name]: proxy.url }) });
    expect(ended).toMatchObject({ exit: 0, stdout: expect.stringContaining('"id": 1234') });
    expect(hosts()).toEqual(['127.0.0.1']);
  });

  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])('reaches an HTTPS tenant through the tunnel of %s', async (name) => {
    const ended = await halo(get, { env: tenant({ [name]: proxy.url }) });
    expect(ended).toMatchObject({ exit: 0, stdout: expect.stringContaining('"id": 1234') });
    expect(proxy.asked[0]!.host).toBe(`${tenantHost}:443`);
  });

  it.each([tenantHost, '.example.invalid', '*.example.invalid', 'other.example, example.invalid', '*'])(
    'does not ask the proxy for what NO_PROXY names: %s',
    async (exempt) => {
      const env = tenant({ HTTPS_PROXY: proxy.url, NO_PROXY: exempt });
      const ended = await halo([...get, '--max-wait', '1s'], { env });
      expect({ exit: ended.exit, asked: proxy.asked }).toEqual({ exit: 1, asked: [] });
      expect(ended.stderr).toContain(tenantHost);
    },
  );

  it('asks it for everything else, and signs in with the user of its address, which no output shows', async () => {
    const address = proxy.url.replace('//', '//anna:canary-word@');
    const ended = await halo([...get, '--debug'], { env: tenant({ HTTPS_PROXY: address, NO_PROXY: 'elsewhere.example' }) });
    expect(ended.exit).toBe(0);
    expect(proxy.asked[0]!.authorization).toBe(`Basic ${btoa('anna:canary-word')}`);
    expect(ended.stdout + ended.stderr).not.toMatch(/canary-word|YW5uYT/);
  });

  it('says which variable is wrong where the address is none, without repeating it', async () => {
    const ended = await halo(get, { env: tenant({ HTTPS_PROXY: 'socks5://anna:canary-word@127.0.0.1:1' }) });
    expect(ended).toMatchObject({ exit: 2, stderr: expect.stringContaining('a SOCKS proxy is not supported') });
    expect(ended.stderr).not.toContain('canary');
  });

  it('says that the proxy cannot be reached where it is not there', async () => {
    const env = tenant({ HTTPS_PROXY: 'http://127.0.0.1:9', HALO_STATE_DIR: folder });
    const ended = await halo([...get, '--max-wait', '1s'], { env });
    expect(ended.exit).toBe(1);
    expect(ended.stderr).not.toContain('please report it');
  });
});

describe('a file in a store', () => {
  let desk: Server;
  beforeAll(async () => {
    const record = { id: 5, filename: 'a.txt', download_url: `https://${storeHost}/a?signature=canary` };
    desk = await listening(
      createServer((request, answer) => {
        answer.setHeader('content-type', 'application/json');
        answer.end(JSON.stringify(request.url?.includes('/token') ? { access_token: 'x', expires_in: 3600 } : record));
      }),
    );
  });
  afterAll(() => desk.close());
  const download = (env: Record<string, string>): ReturnType<typeof halo> =>
    halo(['attachments', 'download', '5', '--out', join(folder, 'a.txt')], {
      env: {
        ...credentials,
        HALO_TENANT_URL: `http://127.0.0.1:${portOf(desk)}`,
        HALO_FILE_STORES: storeHost,
        NODE_EXTRA_CA_CERTS: certificate,
        ...env,
      },
    });

  it('is fetched by the proxy too', async () => {
    const ended = await download({ HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' });
    expect(ended).toMatchObject({ exit: 0, stderr: expect.stringContaining('Saved') });
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe(content);
    expect(proxy.asked.map(({ host }) => host)).toEqual([`${storeHost}:443`]);
  });

  it('is not, where NO_PROXY names its host, and then leads to no inside address', async () => {
    const direct = await download({ HTTPS_PROXY: proxy.url, NO_PROXY: `127.0.0.1,${storeHost}` });
    expect({ exit: direct.exit, asked: proxy.asked }).toEqual({ exit: 1, asked: [] });
    const inside = await download({ HTTPS_PROXY: proxy.url, NO_PROXY: '*', HALO_FILE_STORES: `${storeHost} localhost` });
    expect(inside.exit).toBe(1);
    expect(inside.stderr).not.toContain('signature=canary');
  });
});

describe('a server of ours', () => {
  /** Starts it, waits for what it says, does the work, and ends it. */
  async function running(
    words: readonly string[],
    { input = '', ...env }: Record<string, string>,
    ready: RegExp,
    work: (said: string) => Promise<void>,
  ): Promise<void> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [launcher, ...words], { env: { PATH, HOME: folder, ...homeOf(), ...env } });
    child.stdin.write(input);
    let said = '';
    try {
      await new Promise<void>((resolve, reject) => {
        const take = (text: unknown): void => {
          said += String(text);
          if (ready.test(said)) resolve();
        };
        child.stdout.on('data', take);
        child.stderr.on('data', take);
        child.once('close', () => reject(new Error(said)));
      });
      await work(said);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => (child.exitCode === null ? child.once('close', resolve) : resolve(undefined)));
    }
  }

  it('goes by the proxy: the REST service', async () => {
    const keys = join(folder, 'keys.json');
    await writeFile(keys, JSON.stringify({ keys: [{ name: 'k', sha256: hashKey('secret') }] }), { mode: 0o600 });
    const words = ['connector', 'serve', '--port', '0', '--keys', keys];
    await running(words, tenant({ ALL_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }), /http:\/\/127\.0\.0\.1:\d+/, async (said) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
      const asked = { method: 'POST', headers: { authorization: 'Bearer secret' }, body: '{}' };
      const answer = await fetch(`${url}/v1/actions/get_teams`, asked);
      expect([answer.status, hosts()]).toEqual([200, [tenantHost]]);
    });
  });

  it('goes by the proxy: MCP on the standard streams', async () => {
    const call = (id: number, method: string, params: object): string => `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
    const input = call(1, 'initialize', client) + call(2, 'tools/call', { name: 'find_tickets', arguments: {} });
    await running(['mcp'], tenant({ ALL_PROXY: proxy.url, input }), /"id":2[\s\S]*\n/, async (said) => {
      expect(said).toContain('"tickets"');
      expect(hosts()).toEqual([tenantHost]);
    });
  });

  it('goes by the proxy: the receiver that forwards events', async () => {
    const words = ['listen', '--port', '0', '--folder', join(folder, 'events'), '--forward', `https://${hookHost}/x`];
    const env = tenant({ HTTPS_PROXY: proxy.url });
    await running(words, env, /http:\/\/127\.0\.0\.1:\d+/, async (said) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
      const event = JSON.stringify({ id: crypto.randomUUID(), event: 'New Ticket Logged', object_id: 1 });
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: event });
      expect(answer.ok).toBe(true);
      await expect.poll(() => hooked.length, { timeout: 20_000 }).toBe(1);
      expect(hosts()).toEqual([hookHost]);
    });
  });

  it('goes by the proxy: the webhooks of the sandbox', async () => {
    const env = tenant({ HTTPS_PROXY: proxy.url });
    await running(['sandbox', 'start', '--port', '0'], env, /http:\/\/127\.0\.0\.1:\d+/, async (said) => {
      const HALO_TENANT_URL = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
      const before = hooked.length;
      const port = new URL(HALO_TENANT_URL).port;
      const words = ['trigger', 'new-ticket-logged', '--to', `https://${hookHost}/y`, '--port', port];
      expect(await halo(words, { env: { ...credentials, HALO_TENANT_URL } })).toMatchObject({ exit: 0 });
      await expect.poll(() => hooked.length - before, { timeout: 20_000 }).toBeGreaterThan(0);
      expect(hosts()).toEqual([hookHost]);
    });
  });
});
