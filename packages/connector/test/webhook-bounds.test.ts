import { mkdtemp, rm } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { HaloClient } from 'halopsa';
import {
  ActionRegistry,
  EventQueue,
  type EventQueueOptions,
  type HaloEvent,
  hashKey,
  receiveWebhooks,
  serveActions,
  toolsets,
} from 'halopsa-connector';
import { createSandbox } from 'halopsa-sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DueTimes } from '../src/webhooks/due-times.js';

let folder: string;
const opened: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-bounds-'));
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

const mebibyte = 1024 * 1024;

async function receive(options: EventQueueOptions = {}): Promise<{ url: string; queue: EventQueue; problems: unknown[] }> {
  const queue = await EventQueue.open(folder, options);
  const problems: unknown[] = [];
  const server = await receiveWebhooks({ queue, onProblem: (problem) => void problems.push(problem) });
  opened.push(
    () => queue.close(),
    () => server.close(),
  );
  return { url: server.url, queue, problems };
}

const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers });

/** Announces a body of so many bytes, and sends the first of them. */
function half(url: string, bytes: number, headers: Record<string, string> = {}): ClientRequest {
  const sending = request(url, { method: 'POST', headers: { ...headers, 'content-length': bytes } });
  sending.on('error', () => undefined);
  sending.write(' ');
  opened.push(() => sending.destroy());
  return sending;
}

describe('what a receiver holds in memory is bounded', () => {
  test('bodies beyond the room that there is are answered 503, and the room comes back', async () => {
    const { url, queue } = await receive();
    const halves = [1, 2, 3, 4].map(() => half(url, 9 * mebibyte));
    const large = `{"id":"large","text":"${'x'.repeat(9 * mebibyte)}"}`;
    await vi.waitFor(async () => {
      const answer = await post(url, large);
      await answer.text();
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    }, 10_000);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    for (const one of halves) one.destroy();
    await vi.waitFor(async () => expect((await post(url, large)).status).toBe(200), 10_000);
    expect(queue.counts().waiting).toBe(1);
  });

  test('bodies that unfold to the largest size are read one at a time, and all of them are taken', async () => {
    const { url, queue } = await receive();
    const bodies = Array.from({ length: 12 }, (_, at) => gzipSync(`{"id":"g${at}","text":"${'x'.repeat(9 * mebibyte)}"}`));
    const statuses = await Promise.all(
      bodies.map(async (body) => (await post(url, Uint8Array.from(body), { 'content-encoding': 'gzip' })).status),
    );
    const taken = statuses.filter((status) => status === 200).length;
    expect(taken).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(queue.counts().waiting).toBe(taken);
  });

  test('a delivery of more values or events than any has is refused', async () => {
    const { url, queue } = await receive();
    const statuses = [];
    for (const body of [`[${'{},'.repeat(10_000)}{}]`, `[${'{},'.repeat(3_000_000)}{}]`, `{"a":[${'1,'.repeat(4_000_000)}1]}`])
      statuses.push((await post(url, body)).status);
    expect(statuses).toEqual([413, 413, 413]);
    expect(queue.counts().waiting).toBe(0);
  });

  test('events that nothing hands on stop the intake, visibly, until some of them have gone', async () => {
    const { url, queue, problems } = await receive({ mostOpen: 3, retryDelays: [] });
    const send = async (id: string): Promise<unknown> => {
      const answer = await post(url, `{"id":"${id}"}`);
      return [answer.status, answer.headers.get('retry-after')];
    };
    for (const id of ['a', 'b', 'c']) expect(await send(id)).toEqual([200, null]);
    expect([await send('d'), await send('e')]).toEqual([
      [503, '60'],
      [503, '60'],
    ]);
    expect(await send('a')).toEqual([200, null]);
    expect(await send('d')).toEqual([503, '60']);
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([
      503,
      { status: 'failing', problem: expect.stringMatching(/^3 events wait and 0 were given up: no more are taken/) },
    ]);
    const stop = new AbortController();
    const seen: HaloEvent[] = [];
    const running = queue.run((event) => void seen.push(event), stop.signal);
    await vi.waitFor(() => expect(queue.counts().done).toBe(3));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await send('d')).toEqual([200, null]);
    await vi.waitFor(() => expect(seen.map(({ payload }) => payload.id)).toEqual(['a', 'b', 'c', 'd']));
    stop.abort();
    await running;
    expect(problems[0]).toMatch(/no more are taken/);
    expect(problems.filter((problem) => problem !== undefined).length).toBeLessThan(3);
  });
});

test('bodies of the service beyond the room that there is are answered 503 before they are read', async () => {
  const sandbox = createSandbox({ seed: 'small' });
  const client = new HaloClient({ tenantUrl: 'https://desk.example', clientId: 'sandbox', clientSecret: 'sandbox', fetch: sandbox.fetch });
  const keys = [{ name: 'one', hash: hashKey('secret'), toolsets, writes: true, deletes: false }];
  const service = await serveActions({ registry: new ActionRegistry(), client, keys, version: '0' });
  opened.push(
    () => sandbox.close(),
    () => service.close(),
  );
  const url = `${service.url}/v1/actions/get_tickets`;
  const authorization = { authorization: 'Bearer secret' };
  const halves = [1, 2].map(() => half(url, 31 * mebibyte, authorization));
  await vi.waitFor(async () => {
    const answer = await post(url, ' '.repeat(3 * mebibyte), authorization);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toEqual({
      error: { code: 'connector/busy', message: expect.stringMatching(/send it again. Nothing was sent\.$/) },
    });
  }, 20_000);
  expect((await post(url, '{}', authorization)).status).not.toBe(503);
  for (const one of halves) one.destroy();
  await vi.waitFor(async () => expect((await post(url, ' '.repeat(3 * mebibyte), authorization)).status).not.toBe(503), 20_000);
});

test('what is due first is found, whatever was set, set again and deleted before', () => {
  const change = fc.tuple(fc.nat(20), fc.option(fc.nat(50)));
  const changes = fc.array(change, { maxLength: 2000, size: 'max' });
  fc.assert(
    fc.property(changes, changes, fc.nat(50), (before, after, now) => {
      const times = new DueTimes();
      const known = new Map<string, number>();
      const make = (key: string, at: number | null): void => {
        for (const map of [times, known])
          if (at === null) map.delete(key);
          else map.set(key, at);
      };
      const due = (most: number): number[] => [...known.values()].filter((at) => at <= most).sort((one, other) => one - other);
      const takenUntil = (most: number): (number | undefined)[] => {
        const taken: (number | undefined)[] = [];
        for (let key = times.take(most); key !== undefined; key = times.take(most)) {
          taken.push(known.get(key));
          known.delete(key);
        }
        return taken;
      };
      for (const [key, at] of before) make(`k${key}`, at);
      const first = due(now);
      expect(takenUntil(now)).toEqual(first);
      for (const [key, at] of after) make(`k${key}`, at);
      expect(times.first()).toBe(Math.min(Number.POSITIVE_INFINITY, ...known.values()));
      const rest = due(100);
      expect(takenUntil(100)).toEqual(rest);
    }),
  );
});
