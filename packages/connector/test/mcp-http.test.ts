import { request as nodeRequest } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { systemClock } from 'halopsa';
import { type Access, type JsonObject, type LocalServer, readPolicy, serveMcpHttp, userClient } from 'halopsa-connector';
import { useQuickWaits } from 'halopsa-testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { credentials, openDesk } from './support/desk.js';
import { sharedRegistry } from './support/mcp-client.js';

useQuickWaits(systemClock, { beforeAll, afterAll });
const key = 'a-key-for-tests';
const running: LocalServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function serve(access: Access = { kind: 'key', key, client: openDesk().client }): Promise<LocalServer> {
  const server = await serveMcpHttp({ registry: sharedRegistry, policy: readPolicy({}), version: '1.0.0', access });
  running.push(server);
  return server;
}

async function connect(url: string, bearer: string): Promise<{ client: Client; transport: StreamableHTTPClientTransport }> {
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${bearer}` } },
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport as never);
  return { client, transport };
}

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', authorization: `Bearer ${key}` };
const hello = (protocolVersion: string): string =>
  JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  });

describe('over Streamable HTTP', () => {
  test("the protocol's own client lists and calls tools", async () => {
    const { url } = await serve();
    const { client } = await connect(url, key);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('find_tickets');
    expect((await client.callTool({ name: 'find_clients', arguments: {} })).structuredContent).toMatchObject({
      clients: expect.any(Array),
    });
    await client.close();
  });

  test.each(['2025-11-25', '2025-06-18', '2025-03-26'])('a client written from the specification speaks revision %s', async (version) => {
    const { url } = await serve();
    const send = async (body: string, session?: string): Promise<{ message: JsonObject; session: string | null; status: number }> => {
      const response = await fetch(`${url}/mcp`, {
        method: 'POST',
        headers: { ...headers, ...(session ? { 'mcp-session-id': session, 'mcp-protocol-version': version } : {}) },
        body,
      });
      const data = /^data: (.+)$/m.exec(await response.text())?.[1];
      return {
        message: data ? (JSON.parse(data) as JsonObject) : {},
        session: response.headers.get('mcp-session-id'),
        status: response.status,
      };
    };
    const first = await send(hello(version));
    expect(first.message.result).toMatchObject({ protocolVersion: version, serverInfo: { name: 'halo' } });
    const session = first.session!;
    expect((await send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }), session)).status).toBe(202);
    const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'find_tickets', arguments: { page_size: 1 } } };
    expect((await send(JSON.stringify(call), session)).message.result).toMatchObject({
      structuredContent: { tickets: [expect.anything()] },
    });
    expect((await fetch(`${url}/mcp`, { method: 'DELETE', headers: { ...headers, 'mcp-session-id': session } })).status).toBe(200);
    expect((await send(JSON.stringify(call), session)).status).toBe(404);
  });
});

describe('what is kept out', () => {
  const post = async (url: string, more: Record<string, string>, body = hello('2025-11-25')): Promise<number> =>
    (await fetch(`${url}/mcp`, { method: 'POST', headers: { ...headers, ...more }, body })).status;

  test('no key, a wrong key, another origin, a body that is no JSON or too large', async () => {
    const { url } = await serve();
    expect(await post(url, { authorization: '' })).toBe(401);
    expect(await post(url, { authorization: `Bearer ${key}x` })).toBe(401);
    expect(await post(url, { origin: 'https://evil.example' })).toBe(403);
    expect(await post(url, {}, '{')).toBe(400);
    expect(await post(url, {}, `{"params":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBe(400);
    expect(await post(url, {}, `"${'x'.repeat(4 * 1024 * 1024)}"`)).toBe(413);
    expect((await fetch(`${url}/`, { headers })).status).toBe(404);
    expect(await post(url, { origin: url })).toBe(200);
  });

  test('a page whose name was pointed at this computer', async () => {
    const { port } = await serve();
    const status = await new Promise((resolve, reject) => {
      const asked = nodeRequest({
        host: '127.0.0.1',
        port,
        path: '/mcp',
        method: 'POST',
        headers: { ...headers, host: `evil.example:${port}` },
      });
      asked
        .on('response', ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end(hello('2025-11-25'));
    });
    expect(status).toBe(403);
  });
});

describe('people with Halo tokens of their own', () => {
  test('act as themselves, find out where tokens come from, and cannot use the session of another', async () => {
    const { sandbox } = openDesk();
    const clientFor = (token: string) => userClient(token, { tenantUrl: credentials.tenantUrl, fetch: sandbox.fetch });
    const { url } = await serve({ kind: 'halo-user', authUrl: `${credentials.tenantUrl}/auth`, clientFor });
    const token = async (client_id: string): Promise<string> => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret: 'sandbox', scope: 'all' });
      const response = await sandbox.fetch(`${credentials.tenantUrl}/auth/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    };
    const { client, transport } = await connect(url, await token('sandbox'));
    expect((await client.callTool({ name: 'find_clients', arguments: {} })).isError).not.toBe(true);
    const stranger = { ...headers, authorization: `Bearer ${await token('sandbox-agent')}`, 'mcp-session-id': transport.sessionId! };
    const stolen = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: stranger,
      body: JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/list' }),
    });
    expect(stolen.status).toBe(404);
    const refused = await fetch(`${url}/mcp`, {
      method: 'POST',
      headers: { ...headers, authorization: 'Bearer made-up' },
      body: hello('2025-11-25'),
    });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('resource_metadata=')]);
    const without = await fetch(`${url}/mcp`, { method: 'POST', body: hello('2025-11-25') });
    const [, where] = /resource_metadata="([^"]+)"/.exec(without.headers.get('www-authenticate')!)!;
    expect(await (await fetch(where!)).json()).toMatchObject({
      resource: `${url}/mcp`,
      authorization_servers: [`${credentials.tenantUrl}/auth`],
    });
    await client.close();
  });

  test('are not sent to sign in again where Halo cannot be asked, and leave no client behind', async () => {
    const { sandbox } = openDesk();
    let closed = 0;
    const clientFor = (token: string) => {
      const client = userClient(token, { tenantUrl: credentials.tenantUrl, fetch: sandbox.fetch });
      const close = client.close.bind(client);
      return Object.assign(client, {
        close: () => {
          closed += 1;
          return close();
        },
      });
    };
    const { url } = await serve({ kind: 'halo-user', authUrl: `${credentials.tenantUrl}/auth`, clientFor });
    sandbox.control.faults.add({ kind: 'status', status: 503, operation: 'agents.me' });
    const down = await fetch(`${url}/mcp`, { method: 'POST', headers, body: hello('2025-11-25') });
    expect([down.status, down.headers.get('retry-after'), closed]).toEqual([503, '30', 1]);
    sandbox.control.faults.clear();
    const wrong = await fetch(`${url}/mcp`, { method: 'POST', headers, body: hello('2025-11-25') });
    expect([wrong.status, closed]).toEqual([401, 2]);
  });
});
