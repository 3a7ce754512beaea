import { statSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventQueue, type EventQueueOptions, type HaloEvent, type LocalServer, receiveWebhooks } from 'halopsa-connector';
import { createVirtualClock } from 'halopsa-sandbox';
import { createIdleClock, verifies } from 'halopsa-testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedSandbox } from './support/desk.js';

let folder: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-webhooks-'));
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
  await rm(folder, { recursive: true, force: true });
});

async function openQueue(options: EventQueueOptions = {}): Promise<EventQueue> {
  const queue = await EventQueue.open(folder, options);
  opened.push(queue);
  return queue;
}
async function close(one: { close(): Promise<void> }): Promise<void> {
  opened.splice(opened.indexOf(one), 1);
  await one.close();
}
async function receive(queue: EventQueue, options: Partial<Parameters<typeof receiveWebhooks>[0]> = {}): Promise<LocalServer> {
  const server = await receiveWebhooks({ queue, ...options });
  opened.push(server);
  return server;
}
const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const event = (key: string, payload: HaloEvent['payload'] = {}): HaloEvent => ({ key, source: 'webhook', receivedAt: '', payload });

/** Runs a handler until this many events have been through it, failed or not. */
async function handle(
  queue: EventQueue,
  times: number,
  handler: (event: HaloEvent, attempt: number) => void = () => undefined,
): Promise<string[]> {
  const stop = new AbortController();
  const keys: string[] = [];
  await queue.run(async (one, { attempt }) => {
    keys.push(one.key);
    // The end is noted first; only then does the queue look whether it has been stopped.
    if (keys.length === times) setImmediate(() => stop.abort());
    handler(one, attempt);
  }, stop.signal);
  return keys;
}

describe('deliveries of the sandbox', () => {
  test(`are taken with their password, in every form ${verifies('webhooks.delivered-body', 'webhooks.payload-types', 'webhooks.basic-authentication', 'webhooks.batching', 'webhooks.action-beside-ticket')}`, async () => {
    const queue = await openQueue();
    const server = await receive(queue, { basic: { username: 'halo', password: 'pass:wörd' } });
    const clock = createVirtualClock();
    const sandbox = fixedSandbox({ clock });
    const bind = (eventno: number, more: object, password = 'pass:wörd'): void => {
      const basic = { authentication_type: 1, basic_username: 'halo', basic_password: password };
      const { id } = sandbox.control.put('webhooks', { name: 'hook', url: `${server.url}/any/path`, ...basic, ...more });
      sandbox.control.put('notificationRules', { guid: null, eventno, type: -2, delivery_method: 6, webhook_id: id });
    };
    bind(3, {});
    bind(3, { payload_type: 1 });
    bind(3, { payload_type: 2 });
    bind(3, { custom_payload: true, mappings: [{ key: 'title', finame: 'summary' }] });
    bind(1, { batch_method: 1, batch_limit: 2, batch_delay_seconds: 5 });
    bind(5, {});
    const [ticket] = sandbox.control.records('tickets');
    sandbox.control.put('tickets', { id: ticket!.id, status_id: ticket!.status_id === 2 ? 3 : 2 });
    sandbox.control.put('tickets', { summary: 'one of a batch' });
    sandbox.control.put('tickets', { summary: 'another of a batch' });
    sandbox.control.put('actions', { ticket_id: ticket!.id, outcome_id: 3, note: 'hello' });
    // The time that a batch gathers for.
    clock.advance(5000);
    await sandbox.control.delivered();
    const statuses = sandbox.control.records('webhookEvents').map(({ responsestatus }) => responsestatus);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
    const payloads: HaloEvent['payload'][] = [];
    await handle(queue, 7, ({ payload }) => void payloads.push(payload));
    const changed = payloads.filter((payload) => payload.event === 'ticket status changed');
    expect(changed.map(({ ticket: shown }) => shown && Object.keys(shown).length > 20).sort()).toEqual([false, true, undefined]);
    expect(payloads.find(({ title }) => title !== undefined)).toEqual({ title: ticket!.summary });
    expect(payloads.filter((payload) => payload.event === 'new ticket logged').map(({ ticket: shown }) => shown?.summary)).toEqual([
      'one of a batch',
      'another of a batch',
    ]);
    expect(payloads.find((payload) => payload.event === 'new action')?.action?.note).toBe('hello');
    expect(queue.counts()).toEqual({ waiting: 0, done: 7, dead: 0 });
    sandbox.close();
  });

  test(`that the receiver refuses are sent again ${verifies('webhooks.retries')}`, async () => {
    const queue = await openQueue();
    const server = await receive(queue, { basic: { username: 'halo', password: 'right' } });
    const sandbox = fixedSandbox({ clock: createIdleClock() });
    const { id } = sandbox.control.put('webhooks', { name: 'h', url: server.url, basic_username: 'halo', basic_password: 'wrong' });
    sandbox.control.put('notificationRules', { guid: null, eventno: 1, type: -2, delivery_method: 6, webhook_id: id });
    sandbox.control.put('tickets', { summary: 'x' });
    while (sandbox.control.records('webhookEvents').length === 0) await new Promise((resolve) => setImmediate(resolve));
    sandbox.control.put('webhooks', { id, basic_password: 'right' });
    await sandbox.control.delivered();
    expect(sandbox.control.records('webhookEvents').map(({ responsestatus }) => responsestatus)).toEqual(
      expect.arrayContaining([401, 200]),
    );
    expect(queue.counts().waiting).toBe(1);
    sandbox.close();
  });
});

describe('the receiver', () => {
  test('takes an event once, also where two of the same kind come at once, and says so', async () => {
    const queue = await openQueue();
    const { url } = await receive(queue);
    const answers = await Promise.all([1, 2, 3].map(() => post(url, { id: 'A', event: 'ticket updated' })));
    expect((await Promise.all(answers.map((answer) => answer.json() as Promise<object>))).sort()).toEqual(
      expect.arrayContaining([
        { accepted: 1, duplicates: 0 },
        { accepted: 0, duplicates: 1 },
      ]),
    );
    expect(await (await post(url, [{ id: 'A', event: 'ticket updated' }, { id: 'b' }, { id: 'b' }])).json()).toEqual({
      accepted: 1,
      duplicates: 2,
    });
    expect(await (await post(url, { title: 'no id' })).json()).toEqual({ accepted: 1, duplicates: 0 });
    expect(await (await post(url, { title: 'no id' })).json()).toEqual({ accepted: 1, duplicates: 0 });
    expect(await handle(queue, 4)).toHaveLength(4);
  });

  test('refuses what is no delivery, too large, or not for it', async () => {
    const queue = await openQueue();
    const { url, port } = await receive(queue, { maxBytes: 100, basic: { username: 'u', password: 'p' } });
    const authorization = `Basic ${btoa('u:p')}`;
    const statusOf = async (body: unknown, headers: Record<string, string> = { authorization }): Promise<number> =>
      (await post(url, body, headers)).status;
    expect(await statusOf({ id: 'a' })).toBe(200);
    expect([await statusOf('{'), await statusOf('7'), await statusOf([1]), await statusOf('')]).toEqual([400, 400, 400, 400]);
    expect(await statusOf({ id: 'b', text: 'x'.repeat(100) })).toBe(413);
    expect([await statusOf({}, {}), await statusOf({}, { authorization: `Basic ${btoa('u:q')}` })]).toEqual([401, 401]);
    expect((await post(url, {})).headers.get('www-authenticate')).toContain('Basic');
    expect(await statusOf({}, { authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await hostStatus(port, 'evil.example')).toBe(403);
    expect((await fetch(url, { headers: { authorization } })).status).toBe(405);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(queue.counts().waiting).toBe(1);
  });

  test('answers to the name of a tunnel where it was told it, and asks for a password then', async () => {
    const queue = await openQueue();
    const told = { hosts: ['Hooks.example'], basic: { username: 'u', password: 'p' } };
    const { port } = await receive(queue, told);
    expect(await hostStatus(port, 'hooks.example')).toBe(401);
    await expect(receiveWebhooks({ queue, hosts: ['hooks.example'] })).rejects.toThrow('user name and a password');
    await expect(receiveWebhooks({ queue, address: '0.0.0.0' })).rejects.toThrow('user name and a password');
  });

  test('refuses what is nested too deep, and keeps every event beside it', async () => {
    const queue = await openQueue();
    const { url } = await receive(queue);
    const deep = `{"id":"deep","a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const statuses = (await Promise.all([post(url, deep), post(url, { id: 'beside' })])).map(({ status }) => status);
    expect(statuses).toEqual([400, 200]);
    expect(await handle(queue, 1)).toEqual([expect.stringMatching(/^beside\./)]);
  });

  test('stores a delivery of very many events', async () => {
    const queue = await openQueue();
    const { url } = await receive(queue);
    const many = Array.from({ length: 10_000 }, (_, id) => ({ id: String(id) }));
    expect(await (await post(url, many)).json()).toEqual({ accepted: 10_000, duplicates: 0 });
  });

  test('knows an id again that no header can carry', async () => {
    const queue = await openQueue();
    const { url } = await receive(queue);
    const ids = ['line\nbreak', '\u2603', 'x'.repeat(300)];
    for (const id of ids) expect(await (await post(url, [{ id }, { id }])).json()).toEqual({ accepted: 1, duplicates: 1 });
    for (const key of await handle(queue, ids.length)) expect(() => new Headers({ 'idempotency-key': key })).not.toThrow();
  });

  test('answers 503 where it cannot store, and takes nothing then', async () => {
    const queue = await EventQueue.open(folder);
    const { url } = await receive(queue);
    await queue.close();
    expect((await post(url, { id: 'a' })).status).toBe(503);
    expect((await post(url, { id: 'a' })).status).toBe(503);
  });
});

const hostStatus = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end('{}');
  });

describe('the queue', () => {
  test('takes an event later that could not be written at first', async () => {
    const queue = await openQueue();
    const endless: Record<string, unknown> = {};
    endless.itself = endless;
    await expect(queue.accept([event('k', endless)])).rejects.toThrow('circular');
    expect(await queue.accept([event('k')])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await handle(queue, 1)).toEqual(['k']);
  });

  test('tries a failed event again after a while, lets others pass, and gives up in the end', async () => {
    const clock = createIdleClock();
    const start = clock.now();
    const queue = await openQueue({ clock, retryDelays: [1000, 60_000] });
    await queue.accept([event('bad'), event('good')]);
    const attempts: [string, number, number][] = [];
    await handle(queue, 4, ({ key }, attempt) => {
      attempts.push([key, attempt, clock.now() - start]);
      if (key === 'bad') throw new Error('no room');
    });
    expect(attempts).toEqual([
      ['bad', 1, 0],
      ['good', 1, 0],
      ['bad', 2, 1000],
      ['bad', 3, 61_000],
    ]);
    const dead = [];
    for await (const one of queue.list('dead')) dead.push(one);
    expect(dead).toMatchObject([{ event: { key: 'bad' }, state: 'dead', attempts: 3, error: 'no room' }]);
    await close(queue);
    const again = await openQueue({ clock });
    expect([await again.replay(), again.counts()]).toEqual([1, { waiting: 1, done: 1, dead: 0 }]);
    expect(await handle(again, 1)).toEqual(['bad']);
    expect([await again.replay(['good', 'good', 'never']), await handle(again, 1)]).toEqual([1, ['good']]);
  });

  test('hands an event over again with its key where the process ended before its end was noted', async () => {
    const queue = await openQueue();
    await queue.accept([event('a', { object_id: 7 })]);
    const stop = new AbortController();
    await queue.run(() => {
      stop.abort();
      throw new Error('the process is going');
    }, stop.signal);
    await close(queue);
    const again = await openQueue();
    expect(await handle(again, 1, ({ payload }, attempt) => expect([payload, attempt]).toEqual([{ object_id: 7 }, 1]))).toEqual(['a']);
    await close(again);
    expect((await openQueue()).counts()).toEqual({ waiting: 0, done: 1, dead: 0 });
  });

  test('cuts off a torn line, passes over a damaged one, and is one process at a time', async () => {
    const queue = await openQueue();
    for (const key of ['a', 'b', 'c']) await queue.accept([event(key)]);
    await close(queue);
    const path = join(folder, 'events.journal');
    const lines = (await readFile(path, 'utf8')).split('\n');
    lines[1] = lines[1]!.replace('"b"', '"x"');
    await writeFile(path, lines.join('\n'));
    await appendFile(path, '00000000 {"t":"ev');
    const again = await openQueue();
    expect(await handle(again, 2)).toEqual(['a', 'c']);
    await again.accept([event('d')]);
    await close(again);
    expect((await openQueue()).counts()).toEqual({ waiting: 1, done: 2, dead: 0 });
    await expect(EventQueue.open(folder)).rejects.toThrow(`in use by process ${process.pid} on ${hostname()}`);
  });

  test('stays small on disk, keeps the youngest whole and knows the keys of the others', async () => {
    const queue = await openQueue({ keep: 3, remember: 20, retryDelays: [60_000] });
    const text = 'x'.repeat(1024 * 1024);
    await queue.accept([event('failing', { text }), event('waiting', { text })]);
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const failOne = ({ key }: HaloEvent): void => {
      if (key === 'failing') throw new Error('no');
    };
    await handle(queue, 1, failOne);
    for (const key of keys) {
      await handle(queue, 1, failOne);
      await queue.accept([event(key, { text })]);
    }
    expect(statSync(join(folder, 'events.journal')).size).toBeLessThan(16 * 1024 * 1024);
    const whole = [];
    for await (const one of queue.list()) whole.push([one.event.key, one.state]);
    expect(whole.length).toBeLessThan(15);
    expect(whole.slice(0, 1)).toEqual([['failing', 'waiting']]);
    expect(whole.at(-1)).toEqual(['k29', 'waiting']);
    await close(queue);
    const again = await openQueue();
    expect(again.counts()).toMatchObject({ waiting: 2, dead: 0 });
    expect(await again.accept([event('k29'), event('k28'), event('failing')])).toEqual({ accepted: 0, duplicates: 3 });
    expect(await again.accept([event('k0')])).toEqual({ accepted: 1, duplicates: 0 });
  });
});
