import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  hashKey,
  type JsonObject,
  type LocalServer,
  type ServiceKey,
  type ServiceLog,
  type ServiceOptions,
  serveActions,
  toolsets,
} from 'halopsa-connector';
import { afterEach, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from './support/desk.js';
import { sharedRegistry } from './support/mcp-client.js';

const key = (name: string, more: Partial<ServiceKey> = {}): ServiceKey => ({
  name,
  hash: hashKey(`secret-${name}`),
  toolsets,
  writes: true,
  deletes: true,
  ...more,
});
const keys = [
  key('all'),
  key('reader', { writes: false, deletes: false }),
  key('assets', { toolsets: ['assets'] }),
  key('writer', { deletes: false }),
];

const running: LocalServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

interface Talk {
  readonly desk: Desk;
  readonly url: string;
  readonly logs: ServiceLog[];
  post(name: string, input?: unknown, as?: string): Promise<{ status: number; body: JsonObject; headers: Headers }>;
}

async function serve(options: Partial<ServiceOptions> = {}, desk: Desk = openDesk()): Promise<Talk> {
  const logs: ServiceLog[] = [];
  const server = await serveActions({
    registry: sharedRegistry,
    client: desk.client,
    keys,
    version: '1.0.0',
    log: (entry) => logs.push(entry),
    ...options,
  });
  running.push(server);
  const post: Talk['post'] = async (name, input = {}, as = 'all') => {
    const body = typeof input === 'string' ? input : JSON.stringify(input);
    const response = await fetch(`${server.url}/v1/actions/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer secret-${as}` },
      body,
    });
    return { status: response.status, body: (await response.json()) as JsonObject, headers: response.headers };
  };
  return { desk, url: server.url, logs, post };
}

describe('running actions', () => {
  test('a read, a write and a delete do what the registry does', async () => {
    const { post } = await serve();
    expect((await post('get_tickets', { page_size: 2 })).body).toMatchObject({ record_count: expect.any(Number), tickets: [{}, {}] });
    const made = await post('create_ticket', { summary: 'Over HTTP', details: 'x' });
    expect(made).toMatchObject({ status: 200, body: { summary: 'Over HTTP' } });
    expect((await post('delete_ticket_by_id', { id: made.body.id })).body).toEqual({ id: made.body.id, deleted: true });
    expect(await post('get_ticket_by_id', { id: made.body.id })).toMatchObject({
      status: 404,
      body: { error: { code: 'halo/not-found', halo_status: 404 } },
    });
    expect((await post('halo_clients_list', { parameters: { count: 1 } })).body).toMatchObject({
      json_body: { clients: expect.any(Array) },
    });
  });

  test("what Halo refuses keeps the caller's faults apart from others'", async () => {
    const { post, desk } = await serve();
    for (const [status, expected] of [
      [400, 400],
      [401, 502],
      [403, 502],
      [404, 404],
      [503, 502],
      // Last: what it asks to wait holds for every request after it.
      [429, 429],
    ] as const) {
      desk.sandbox.control.faults.clear();
      desk.sandbox.control.faults.add({
        kind: 'status',
        status,
        operation: 'tickets.list',
        ...(status === 429 ? { headers: { 'retry-after': '9' } } : {}),
      });
      const answer = await post('get_tickets');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([expected, status === 429 ? '9' : null]);
    }
  });

  test('a request that must wait longer than its deadline is answered all the same: 429 for a read, 504 for a write', async () => {
    const desk = openDesk({}, { budget: { requests: 1, windowMs: 300_000 } });
    const { post } = await serve({ deadlineMs: 500 }, desk);
    await desk.client.signIn();
    const answers = await Promise.all([post('get_tickets'), post('get_tickets'), post('create_ticket', { summary: 'x' })]);
    const waited = answers.slice(1);
    expect(waited.map(({ status }) => status)).toEqual([429, 504]);
    expect(waited[0]!.headers.get('retry-after')).toBe('30');
    expect(desk.sandbox.control.records('tickets').some(({ summary }) => summary === 'x')).toBe(false);
  });
});

describe('what is refused', () => {
  test('a wait beyond the limit is refused at once with its length, for reads and for writes, and nothing is sent', async () => {
    const desk = openDesk({}, { budget: { requests: 1, windowMs: 3_600_000 } });
    const { post } = await serve({}, desk);
    await desk.client.signIn();
    await post('get_tickets');
    for (const answer of await Promise.all([post('get_tickets'), post('create_ticket', { summary: 'x' })])) {
      expect(answer).toMatchObject({
        status: 429,
        body: { error: { code: 'halo/wait', next_step: expect.stringContaining('Nothing was sent') } },
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
    }
    expect(desk.sandbox.control.records('tickets').some(({ summary }) => summary === 'x')).toBe(false);
  });

  test('keys reach their toolsets and effects, and no key reaches nothing', async () => {
    const { post, desk } = await serve();
    expect((await post('get_tickets', {}, 'nobody')).status).toBe(401);
    expect((await post('get_tickets', {}, 'assets')).status).toBe(403);
    expect((await post('get_assets', {}, 'assets')).status).toBe(200);
    const effects = { write: 'reader', delete: 'writer' } as const;
    const refused = [...sharedRegistry.curated(), ...sharedRegistry.operations().filter((_, index) => index % 10 === 0)].filter(
      ({ effect }) => effect !== 'read',
    );
    for (const { name, effect } of refused) expect((await post(name, {}, effects[effect as 'write'])).status, name).toBe(403);
    expect(desk.sandbox.control.requestLog.list().filter(({ method, operation }) => method !== 'GET' && operation !== 'token')).toEqual([]);
  });

  test('malformed, oversize and misdirected requests', async () => {
    const { post, url } = await serve();
    expect((await post('get_tickets', '{')).status).toBe(400);
    expect(await post('halo_tickets_upsert', `{"json_body":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('nested too deep') } },
    });
    expect(await post('get_tickets', { page_size: 'many' })).toMatchObject({
      status: 400,
      body: { error: { errors: { page_size: ['must be integer'] } } },
    });
    expect((await post('get_tickets', `"${'x'.repeat(33 * 1024 * 1024)}"`).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await post('constructor')).status).toBe(404);
    const headers = { authorization: 'Bearer secret-all' };
    expect((await fetch(`${url}/v1/actions/get_tickets`, { headers })).status).toBe(405);
    expect((await fetch(`${url}/v1/actions`, { headers: { ...headers, origin: 'https://evil.example' } })).status).toBe(403);
  });

  test('more than the requests of a minute, told with the wait', async () => {
    const { post } = await serve({ perMinute: 3 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await post('get_teams')).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(Number((await post('get_teams')).headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post('get_assets', {}, 'assets')).status).toBe(200);
  });
});

test('the document, the list, health, metrics and the log', async () => {
  const { url, post, logs } = await serve();
  const read = (path: string, as = 'all'): Promise<Response> =>
    fetch(`${url}${path}`, { headers: { authorization: `Bearer secret-${as}` } });
  const document = (await (await read('/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>;
  };
  expect([document.openapi, Object.keys(document.paths).length]).toEqual(['3.1.0', sharedRegistry.curated().length]);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  for (const { post: operation } of Object.values(document.paths))
    expect(ajv.validateSchema(operation.requestBody.content['application/json']!.schema)).toBe(true);
  const { actions } = (await (await read('/v1/actions', 'reader')).json()) as { actions: { effect: string }[] };
  expect(new Set(actions.map(({ effect }) => effect))).toEqual(new Set(['read']));
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
  await post('get_teams');
  expect(await (await read('/metrics')).text()).toMatch(/^halo_connector_answers_total\{status="200"\} \d+$/m);
  expect(logs.at(-1)).toMatchObject({ key: 'all', path: '/metrics', status: 200 });
  expect(JSON.stringify(logs)).not.toContain('secret-');
});
