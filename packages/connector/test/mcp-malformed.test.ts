import { PassThrough } from 'node:stream';
import { type JsonObject, readPolicy, serveMcpHttp, serveStdio } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { openDesk } from './support/desk.js';
import { sharedRegistry } from './support/mcp-client.js';

const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const request = (id: number, method: string, params?: unknown): object => ({
  jsonrpc: '2.0',
  id,
  method,
  ...(params ? { params } : {}),
});
const callOf = (id: number, args: unknown, name = 'find_tickets'): object => request(id, 'tools/call', { name, arguments: args });

interface Answer {
  readonly id: number | null;
  readonly result?: { readonly structuredContent?: JsonObject; readonly isError?: boolean };
  readonly error?: { readonly code: number; readonly message: string };
}

/** Writes lines to a server, closes its input at once as a pipe does, and gives its lines. */
async function piped(...lines: (object | string)[]): Promise<Map<number | null, Answer>> {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const desk = openDesk();
  const served = serveStdio(
    {
      registry: sharedRegistry,
      client: desk.client,
      policy: readPolicy({ toolsets: ['all'], allowWrites: true }),
      version: '1',
      session: 's',
    },
    { stdin, stdout, signal: new AbortController().signal },
  );
  let text = '';
  stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  for (const line of [initialize, ...lines]) stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  stdin.end();
  await served;
  const answers = text
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line) as Answer | Answer[]);
  return new Map(answers.map((answer) => [answer.id, answer]));
}

describe('over streams', () => {
  test('every request is answered although the input ends behind it, and a batch does not wait for what was cancelled', async () => {
    const batch = [callOf(2, {}), request(3, 'ping'), { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } }];
    const answers = await piped(callOf(1, { page_size: 2 }), batch);
    expect(answers.get(1)?.result?.structuredContent?.tickets).toHaveLength(2);
    expect([answers.has(2), answers.get(3)?.result]).toEqual([false, {}]);
  });

  test('arguments are taken as JSON in text and as null; what is no object is the fault of the caller, in one line', async () => {
    const answers = await piped(
      callOf(1, '{"page_size": 3}'),
      callOf(2, null),
      callOf(3, [1]),
      callOf(4, '[1]'),
      request(5, 'tools/call'),
      request(6, 'resources/read'),
      request(7, 'resources/read', { uri: ['halo://tickets/1'] }),
      request(8, 'prompts/get', {}),
      request(9, 'no/such/method'),
    );
    expect(answers.get(1)?.result?.structuredContent?.tickets).toHaveLength(3);
    expect(answers.get(2)?.result?.isError).toBeUndefined();
    for (const id of [3, 4, 5, 6, 7, 8]) {
      expect([id, answers.get(id)?.error?.code]).toEqual([id, -32602]);
      expect(answers.get(id)?.error?.message).not.toContain('\n');
    }
    expect(answers.get(9)?.error?.code).toBe(-32601);
  });

  test('numbers keep their digits, and what is nested without end is refused', async () => {
    const body = '{"id":"tickets.upsert","json_body":[{"summary":"a","third_party_id_string":12345678901234567891}]}';
    const deep = `{"id":"tickets.upsert","json_body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const lineOf = (id: number, args: string): string =>
      `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"call_operation","arguments":${args}}}`;
    const answers = await piped(lineOf(1, body), lineOf(2, deep), `\uFEFF${JSON.stringify(request(3, 'ping'))}`);
    expect(JSON.stringify(answers.get(1)?.result)).toContain('12345678901234567891');
    expect(answers.get(null)?.error).toMatchObject({ code: -32600, message: expect.stringMatching(/deep|nested|levels/) });
    expect(answers.get(3)?.result).toEqual({});
  });

  test('an address that no record can have is that of no resource', async () => {
    const ids = ['0', '00', '01', '2147483648', '99999999999999999999', '-1', '1e3', ''];
    const answers = await piped(...ids.map((id, at) => request(at + 1, 'resources/read', { uri: `halo://tickets/${id}` })));
    expect(ids.map((id, at) => [id, answers.get(at + 1)?.error?.code])).toEqual(ids.map((id) => [id, -32002]));
  });
});

test('over HTTP, types are accepted in capitals and by ranges', async () => {
  const desk = openDesk();
  const access = { kind: 'key', key: 'key', client: desk.client } as const;
  const server = await serveMcpHttp({ registry: sharedRegistry, policy: readPolicy({}), version: '1', access });
  const statusFor = async (accept: string): Promise<number> => {
    const headers = { authorization: 'Bearer key', 'content-type': 'application/json', accept };
    const response = await fetch(`${server.url}/mcp`, { method: 'POST', headers, body: JSON.stringify(initialize) });
    await response.text();
    return response.status;
  };
  for (const accept of ['Application/JSON, TEXT/event-stream', 'application/*, text/*', 'text/event-stream;q=0.5, */*;q=0.1'])
    expect([accept, await statusFor(accept)]).toEqual([accept, 200]);
  expect(await statusFor('text/html, image/*')).toBe(406);
  await server.close();
});
