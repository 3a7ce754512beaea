import { createServer, request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { ActionRegistry, type JsonObject, runSwimlaneAction, type SwimlaneOutput } from 'halopsa-connector';
import type { RunningServer } from 'halopsa-sandbox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedSandbox } from './support/desk.js';
import { selfSigned } from './support/self-signed.js';

const registry = new ActionRegistry();
const opened: Server[] = [];
let sandbox: RunningServer;
/** The sandbox behind HTTPS, with a certificate that nobody vouches for. */
let secureUrl: string;
beforeEach(async () => {
  sandbox = await fixedSandbox().serve();
  const secure = createSecureServer(selfSigned, (incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    const onward = request(`${sandbox.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  secureUrl = `https://localhost:${await listen(secure)}`;
});
afterEach(async () => {
  await sandbox.close();
  for (const server of opened.splice(0)) {
    server.close();
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
  }
});

async function listen(server: Server): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface Proxy {
  readonly port: number;
  /** Hosts that tunnels were asked for. */
  readonly tunnels: string[];
}

/** A proxy that opens tunnels, where wanted only for those who have its password. */
async function openProxy(credentials?: string): Promise<Proxy> {
  const tunnels: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(405).end());
  const sockets = new Set<{ destroy(): void }>();
  proxy.on('close', () => {
    for (const socket of sockets) socket.destroy();
  });
  proxy.on('connect', (incoming, client) => {
    const expected = credentials === undefined ? undefined : `Basic ${btoa(credentials)}`;
    if (expected !== undefined && incoming.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    tunnels.push(String(incoming.url));
    const [host, port] = String(incoming.url).split(':');
    const target = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  return { port: await listen(proxy), tunnels };
}

const run = (asset: JsonObject): Promise<SwimlaneOutput> =>
  runSwimlaneAction(
    'get_tickets',
    { client_id: 'sandbox', client_secret: 'sandbox', ...asset, parameters: { page_size: 1 } },
    { registry, client: { maxRetries: 0 } },
  );
const errorOf = ({ json_body }: SwimlaneOutput): string => JSON.stringify((json_body as { error?: unknown }).error);

describe('verify_ssl', () => {
  test.each([true, 'true', undefined])('%s refuses a certificate that nobody vouches for, as an output', async (verify_ssl) => {
    const output = await run({ url: secureUrl, ...(verify_ssl === undefined ? {} : { verify_ssl }) });
    expect([output.status_code, output.reason]).toEqual([0, 'No answer']);
    expect(errorOf(output)).toMatch(/certificate/i);
  });

  test.each([false, 'false'])('%s takes it', async (verify_ssl) => {
    expect(await run({ url: secureUrl, verify_ssl })).toMatchObject({ status_code: 200, json_body: { tickets: [{}] } });
  });
});

describe('http_proxy', () => {
  test('is the way of every request, the token included', async () => {
    const proxy = await openProxy();
    const http_proxy = `http://127.0.0.1:${proxy.port}`;
    expect(await run({ url: sandbox.url, http_proxy })).toMatchObject({ status_code: 200 });
    expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(sandbox.url).host]));
    expect(await run({ url: secureUrl, http_proxy, verify_ssl: false })).toMatchObject({ status_code: 200 });
    expect(proxy.tunnels).toContain(new URL(secureUrl).host);
  });

  test('leaves the check of certificates as it is', async () => {
    const proxy = await openProxy();
    const output = await run({ url: secureUrl, http_proxy: `http://127.0.0.1:${proxy.port}` });
    expect([output.status_code, proxy.tunnels.length > 0]).toEqual([0, true]);
    expect(errorOf(output)).toMatch(/certificate/i);
  });

  test('is given its password', async () => {
    const proxy = await openProxy('user:hush-hush');
    expect(await run({ url: sandbox.url, http_proxy: `http://user:hush-hush@127.0.0.1:${proxy.port}` })).toMatchObject({
      status_code: 200,
    });
    const output = await run({ url: sandbox.url, http_proxy: `http://user:wrong-one@127.0.0.1:${proxy.port}` });
    expect(output.status_code).toBe(0);
    expect(JSON.stringify(output)).not.toContain('wrong-one');
  });

  test('that does not answer is an output', async () => {
    const output = await run({ url: sandbox.url, http_proxy: 'http://127.0.0.1:1' });
    expect([output.status_code, output.reason]).toEqual([0, 'No answer']);
  });

  test.each(['not a proxy', 'socks5://user:hush-hush@127.0.0.1:1'])(
    'that is no address of a proxy is told without its text: %s',
    async (http_proxy) => {
      const error = await run({ url: sandbox.url, http_proxy }).catch((refused: Error) => refused);
      expect(String((error as Error).message)).toMatch(/http_proxy is not the address/);
      expect(String((error as Error).message)).not.toContain('hush-hush');
    },
  );
});
