import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { EventQueue, eventLine, forwardTo, type HaloEvent, receiveWebhooks } from 'halopsa-connector';
import { propertyRuns, verifies } from 'halopsa-testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { elementsOf } from '../src/webhooks/json-elements.js';
import { fixedSandbox } from './support/desk.js';

let folder: string;
let queue: EventQueue;
let url: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-webhook-bytes-'));
  queue = await EventQueue.open(folder);
  opened.push(queue);
  ({ url } = await receive());
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  await rm(folder, { recursive: true, force: true });
});

async function receive(options: Partial<Parameters<typeof receiveWebhooks>[0]> = {}): Promise<{ url: string }> {
  const server = await receiveWebhooks({ queue, ...options });
  opened.push(server);
  return server;
}
const post = async (body: string | Uint8Array, headers: Record<string, string> = {}, to = url): Promise<unknown> => {
  const answer = await fetch(to, { method: 'POST', body: typeof body === 'string' ? body : Uint8Array.from(body), headers });
  return answer.ok ? answer.json() : answer.status;
};

/** The next events of the queue, as handlers get them. */
async function handled(times: number): Promise<HaloEvent[]> {
  const stop = new AbortController();
  const events: HaloEvent[] = [];
  await queue.run((event) => {
    events.push(event);
    if (events.length === times) setImmediate(() => stop.abort());
  }, stop.signal);
  return events;
}
const one = { accepted: 1, duplicates: 0 };
const again = { accepted: 0, duplicates: 1 };

describe('what distinguishes one event from another', () => {
  test('is id and content: other content under the same id is another event, the same bytes are a repetition', async () => {
    const open = '{"id":"1234","event":"ticket updated","status":"Open"}\n';
    const closed = '{"id":"1234","event":"ticket updated","status":"Closed"}';
    expect([await post(open), await post(closed), await post(open), await post(closed)]).toEqual([one, one, again, again]);
    const events = await handled(2);
    expect(events.map(({ payload }) => payload.status)).toEqual(['Open', 'Closed']);
    expect(new Set(events.map(({ key }) => key)).size).toBe(2);
  });

  test('holds for ids that are numbers, and after a new start', async () => {
    expect([await post('{"id":7,"a":1}'), await post('{"id":7,"a":2}'), await post('{"id":7,"a":1}')]).toEqual([one, one, again]);
    for (const started of opened.splice(0).reverse()) await started.close();
    queue = await EventQueue.open(folder);
    opened.push(queue);
    ({ url } = await receive());
    expect(await post('{"id":7,"a":2}')).toEqual(again);
    expect(queue.counts()).toEqual({ waiting: 2, done: 0, dead: 0 });
  });
});

/** A program that takes events and keeps what reached it. */
async function target(): Promise<{ readonly address: string; readonly got: [type: string | undefined, body: Buffer][] }> {
  const got: [string | undefined, Buffer][] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      got.push([incoming.headers['content-type'], Buffer.concat(chunks)]);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

describe('forwarding', () => {
  test('hands on the bytes and the content type that were sent, to an address without a scheme too', async () => {
    const exact = '\uFEFF{ "id" : 12345678901234567890, "price": 1.10, "e": 1E2, "x":"\\u0041",\r\n "a": {"b":1,"b":2} }';
    const latin = Buffer.from('{"id":"l","name":"M\xfcller"}', 'latin1');
    const type = 'application/json; charset=iso-8859-1';
    expect([await post(exact, { 'content-type': 'application/vnd.halo+json' }), await post(latin, { 'content-type': type })]).toEqual([
      one,
      one,
    ]);
    const events = await handled(2);
    const { address, got } = await target();
    const forward = forwardTo(address);
    for (const event of events) await forward(event, { attempt: 1, signal: new AbortController().signal });
    expect(got).toEqual([
      ['application/vnd.halo+json', Buffer.from(exact)],
      [type, latin],
    ]);
  });

  test('takes the events of one delivery apart where they stand', async () => {
    await post(' [ {"id":1, "n": 1.50} ,{"id":2,"t":"],[\\"}"}\n] ');
    const parts = (await handled(2)).map(({ original }) => Buffer.from(original!.bytes).toString());
    expect(parts).toEqual(['{"id":1, "n": 1.50}', '{"id":2,"t":"],[\\"}"}']);
  });

  test.each([
    ['localhost:3000/hook', 'http://localhost:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['hooks.example.com/halo?a=b:c', 'https://hooks.example.com'],
    ['hooks.example.com:8443', 'https://hooks.example.com:8443'],
  ])('reads %s as an address', async (address, origin) => {
    const sent: string[] = [];
    const fetch = (async (to: URL) => {
      sent.push(to.origin);
      return new Response();
    }) as unknown as typeof globalThis.fetch;
    await forwardTo(address, fetch)(
      { key: 'k', source: 'poll', receivedAt: '', payload: {} },
      { attempt: 1, signal: new AbortController().signal },
    );
    expect(sent).toEqual([origin]);
  });

  test.each(['localhost', 'mailto:a@b.example', 'user:secret@hooks.example.com', 'nowhere:99999999', ''])('refuses %s', (address) => {
    if (address === 'localhost') expect(() => forwardTo(address)).not.toThrow();
    else expect(() => forwardTo(address)).toThrow('cannot be forwarded');
  });
});

test('a line of output keeps numbers as they were sent', async () => {
  await post('{"id":9007199254740993,\n"price": 1.10}');
  const [event] = await handled(1);
  const line = eventLine(event!);
  expect(line).toContain('"payload":{"id":9007199254740993, "price": 1.10}}');
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({ key: event!.key, source: 'webhook' });
});

test('the parts of an array are what JSON says they are', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (values, indent) => {
      const parts = elementsOf(Buffer.from(JSON.stringify(values, null, indent)));
      expect(parts.map((part) => JSON.parse(Buffer.from(part).toString()))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
    propertyRuns(200, 20_000),
  );
});

describe('packed bodies', () => {
  const body = '{"id":"packed","n":1.0}';
  test.each([
    ['gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['deflate', deflateRawSync(body)],
    ['br', brotliCompressSync(body)],
    ['gzip, br', brotliCompressSync(gzipSync(body))],
    ['identity', Buffer.from(body)],
  ])('are taken: %s', async (encoding, bytes) => {
    expect(await post(bytes, { 'content-encoding': encoding })).toEqual(one);
    const [event] = await handled(1);
    expect(Buffer.from(event!.original!.bytes).toString()).toBe(body);
  });

  test('are refused where they are damaged, unknown, or unfold to too much', async () => {
    const small = await receive({ maxBytes: 1000 });
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
    const statuses = [
      await post(Buffer.from('not packed'), { 'content-encoding': 'gzip' }),
      await post(body, { 'content-encoding': 'zstd' }),
      await post(body, { 'content-encoding': 'constructor' }),
      await post(bomb, { 'content-encoding': 'gzip' }),
      await post(gzipSync(`{"id":"${'x'.repeat(2000)}"}`), { 'content-encoding': 'gzip' }, small.url),
    ];
    expect(statuses).toEqual([400, 415, 415, 413, 413]);
    expect(queue.counts().waiting).toBe(0);
  });
});

describe('signed deliveries', () => {
  const secret = 'shared secret';
  const sign = (bytes: string | Uint8Array, by = secret): string => createHmac('sha256', by).update(bytes).digest('base64');

  test('are taken by the bytes that were sent, and all others are refused', async () => {
    const { url: signed } = await receive({ signature: { header: 'Token', secret }, hosts: ['hooks.example'] });
    const body = '{ "id": "s", "n": 1.0 }';
    const packed = gzipSync(body);
    const answers = [
      await post(body, { token: sign(body) }, signed),
      await post(body, { token: sign(JSON.stringify(JSON.parse(body))) }, signed),
      await post(`${body} `, { token: sign(body) }, signed),
      await post(body, { token: sign(body, 'other') }, signed),
      await post(body, { token: `${sign(body)},x` }, signed),
      await post(body, {}, signed),
      await post('', { token: '' }, signed),
      await post(packed, { token: sign(packed), 'content-encoding': 'gzip' }, signed),
    ];
    expect(answers).toEqual([one, 401, 401, 401, 401, 401, 401, again]);
  });

  test(`of the sandbox prove themselves, and their secret stands in no log ${verifies('webhooks.signed')}`, async () => {
    const { url: signed } = await receive({ signature: { header: 'Token', secret } });
    const sandbox = fixedSandbox();
    const { id } = sandbox.control.put('webhooks', {
      name: 'signed',
      url: signed,
      authentication_type: '3',
      authentication_header: 'Token',
      basic_password: secret,
    });
    sandbox.control.put('notificationRules', { guid: null, eventno: 1, type: -2, delivery_method: 6, webhook_id: id });
    sandbox.control.put('tickets', { summary: 'Zürich \u{1F600}' });
    await sandbox.control.delivered();
    const [row] = sandbox.control.records('webhookEvents');
    expect(row).toMatchObject({ responsestatus: 200 });
    expect(JSON.parse(String(row!.requestheaders))).toMatchObject({ token: '***' });
    expect(queue.counts().waiting).toBe(1);
    sandbox.close();
  });
});
