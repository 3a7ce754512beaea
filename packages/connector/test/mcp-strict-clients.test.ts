import { PassThrough } from 'node:stream';
import { allOperations } from 'halopsa-catalogue';
import { type JsonObject, readPolicy, serveMcpHttp, serveStdio } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';
import { sharedRegistry, talk } from './support/mcp-client.js';

const everything = { toolsets: ['all'], allowWrites: true, allowDeletes: true };

/** Every schema inside a schema, with the words that lead to it. */
function* schemasIn(schema: unknown, path = ''): Generator<[string, JsonObject]> {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
  const { properties = {}, items, anyOf = [] } = schema as { properties?: JsonObject; items?: unknown; anyOf?: unknown[] };
  yield [path, schema as JsonObject];
  for (const [name, inner] of Object.entries(properties)) yield* schemasIn(inner, `${path}.${name}`);
  yield* schemasIn(items, `${path}[]`);
  for (const inner of anyOf) yield* schemasIn(inner, `${path}|`);
}

/** What strict clients refuse: lists of types, lists without a type of their elements, combinations at the top. */
function refusals(name: string, schema: unknown): string[] {
  const found: string[] = [];
  for (const [path, { type, items, oneOf, allOf, $ref }] of schemasIn(schema)) {
    if (Array.isArray(type)) found.push(`${name}${path}: list of types`);
    if (type === 'array' && (typeof items !== 'object' || items === null)) found.push(`${name}${path}: no items`);
    if (oneOf !== undefined || allOf !== undefined || $ref !== undefined) found.push(`${name}${path}: combination`);
  }
  const { type, anyOf } = schema as JsonObject;
  if (type !== 'object' || anyOf !== undefined) found.push(`${name}: top`);
  return found;
}

describe('schemas', () => {
  test('of all tools, and of all operations as they are described, are what strict clients take', async () => {
    const { client, call } = await talk({ policy: everything });
    const found: string[] = [];
    for (const { name, inputSchema, outputSchema } of (await client.listTools()).tools) {
      found.push(...refusals(name, inputSchema), ...refusals(name, outputSchema));
    }
    for (const { id } of allOperations().filter((_, at) => at % 12 === 0)) {
      const { structured, isError } = await call('describe_operation', { id });
      if (isError) found.push(`${id}: not described`);
      found.push(...refusals(id, structured.input));
    }
    expect(found).toEqual([]);
  });
});

test('objects and lists that are sent as JSON text are read, and text stays text', async () => {
  const { call, desk } = await talk();
  const parameters = JSON.stringify({ pageinate: true, page_size: 2, page_no: 1 });
  const { structured } = await call('call_operation', { id: 'tickets.list', parameters });
  expect((structured.json_body as { tickets: unknown[] }).tickets).toHaveLength(2);
  const [ticket] = desk.sandbox.control.records('tickets');
  const got = await call('call_operation', { id: 'tickets.get', path_parameters: `{"id": ${ticket!.id}}` });
  expect(got.structured.json_body).toMatchObject({ id: ticket!.id });
  expect((await call('call_operation', { id: 'tickets.list', parameters: '[1]' })).isError).toBe(true);
  expect((await call('call_operation', { id: 'tickets.list', parameters: '{"page_size":' })).isError).toBe(true);
  const searched = await call('find_tickets', { search: '{"a": 1}' });
  expect(searched.isError).toBe(false);
});

test('a name of which two have a part is ambiguous, and a single one is named without being chosen', async () => {
  const { call, desk } = await talk();
  desk.sandbox.control.put('agents', { name: 'Zelda Nguyen' });
  desk.sandbox.control.put('agents', { name: 'Zelda Qumarin' });
  const ask = async (name: string): Promise<JsonObject> =>
    (await call('call_operation', { id: 'resolve_agent', parameters: { name } })).structured.json_body as JsonObject;
  expect(await ask('zelda')).toMatchObject({ outcome: 'ambiguous', candidates: [{ name: 'Zelda Nguyen' }, { name: 'Zelda Qumarin' }] });
  expect(await ask('Qumarin')).toMatchObject({ outcome: 'partial', candidates: [{ name: 'Zelda Qumarin' }] });
  expect(await ask('Zelda Qumarin')).toMatchObject({ outcome: 'exact' });
  expect(await ask('Nobody At All')).toMatchObject({ outcome: 'none', candidates: [] });
});

const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const batch = [
  { jsonrpc: '2.0', id: 1, method: 'ping' },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 'two', method: 'tools/list' },
  { wrong: true },
];

describe('batches of the protocol of 2025-03-26', () => {
  test('are answered over streams, and so are lines that are no message', async () => {
    const desk = openDesk();
    const [stdin, stdout, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
    const served = serveStdio(
      { registry: sharedRegistry, client: desk.client, policy: readPolicy({}), version: '1', session: 's' },
      { stdin, stdout, signal: stop.signal },
    );
    const lines: string[] = [];
    let rest = '';
    const until = async (count: number): Promise<void> => {
      while (lines.length < count) {
        await new Promise((resolve) => setImmediate(resolve));
        rest += String(stdout.read() ?? '');
        const parts = rest.split('\n');
        rest = parts.pop()!;
        lines.push(...parts);
      }
    };
    stdin.write(`${JSON.stringify(initialize)}\n`);
    await until(1);
    const text = JSON.stringify(batch);
    stdin.write(text.slice(0, 20));
    stdin.write(`${text.slice(20)}\n[]\nnonsense\n{"jsonrpc":"2.0"}\n`);
    await until(5);
    const answers = lines
      .slice(1)
      .map((line) => JSON.parse(line) as { id: unknown; error?: { code: number } }[] | { error: { code: number } });
    const list = answers.find((answer) => Array.isArray(answer)) as { id: unknown }[];
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([1, 'two', null]));
    expect(answers.flatMap((answer) => (Array.isArray(answer) ? [] : [answer.error.code]))).toEqual([-32600, -32700, -32600]);
    stop.abort();
    await served;
  });

  test('are answered over HTTP, to a client that accepts anything', async () => {
    const desk = openDesk();
    const server = await serveMcpHttp({
      registry: sharedRegistry,
      policy: readPolicy({}),
      version: '1',
      access: { kind: 'key', key: 'key', client: desk.client },
    });
    const send = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${server.url}/mcp`, {
        method: 'POST',
        headers: { authorization: 'Bearer key', 'content-type': 'application/json', accept: '*/*', ...headers },
        body: JSON.stringify(body),
      });
    const opened = await send(initialize);
    expect(opened.status).toBe(200);
    await opened.text();
    const session = { 'mcp-session-id': opened.headers.get('mcp-session-id')! };
    const answered = await send(batch.slice(0, 3), session);
    const text = await answered.text();
    expect(answered.status, text).toBe(200);
    expect([text.includes('"id":1'), text.includes('"id":"two"')]).toEqual([true, true]);
    expect((await send(initialize, { accept: 'text/html' })).status).toBe(406);
    await server.close();
  });
});

test('a record that is not there is no resource', async () => {
  const { client } = await talk();
  await expect(client.readResource({ uri: 'halo://tickets/99999999' })).rejects.toMatchObject({ code: -32002 });
  await expect(client.readResource({ uri: 'halo://agents/1' })).rejects.toMatchObject({ code: -32002 });
});
