import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventQueue, type HaloEvent, receiveWebhooks } from 'halopsa-connector';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-full-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test('a receiver whose disk is full for a moment says so, heals by itself, and loses nothing that it took', async () => {
  const queue = await EventQueue.open(folder);
  const problems: (string | undefined)[] = [];
  const server = await receiveWebhooks({ queue, onProblem: (problem) => void problems.push(problem) });
  const post = async (id: number): Promise<number> => {
    const body = JSON.stringify({ id: `e${id}`, event: 'New Ticket Logged', object_id: id });
    const response = await fetch(server.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return response.status;
  };
  const health = async (): Promise<unknown[]> => {
    const response = await fetch(`${server.url}/healthz`);
    return [response.status, await response.json()];
  };
  expect(await post(1)).toBe(200);
  const full = vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  });
  expect([await post(2), await post(2)]).toEqual([503, 503]);
  expect(await health()).toEqual([
    503,
    { status: 'failing', problem: expect.stringMatching(/events\.journal cannot be written: the disk is full/) },
  ]);
  full.mockRestore();
  expect(await health()).toEqual([200, { status: 'ok' }]);
  expect(await post(2)).toBe(200);
  expect(problems).toEqual([expect.stringContaining('the disk is full')]);
  const seen: HaloEvent[] = [];
  const stop = new AbortController();
  await queue.run((event) => {
    seen.push(event);
    if (seen.length === 2) stop.abort();
  }, stop.signal);
  expect(seen.map(({ payload }) => payload['object_id'])).toEqual([1, 2]);
  await server.close();
  await queue.close();
});

test('what a handler has done is not done again because its end could not be noted at once', async () => {
  const queue = await EventQueue.open(folder);
  await queue.accept([{ key: 'a', source: 'webhook', receivedAt: '2026-11-30T12:00:00Z', payload: { n: 1 } } as HaloEvent]);
  const stop = new AbortController();
  let handed = 0;
  const running = queue.run(() => {
    handed += 1;
    vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync').mockImplementationOnce(() => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    });
  }, stop.signal);
  await vi.waitFor(() => expect(queue.counts().done).toBe(1), 10_000);
  stop.abort();
  await running;
  expect(handed).toBe(1);
  await queue.close();
});

test('a flipped bit in the journal costs only its own event, and is reported', async () => {
  const first = await EventQueue.open(folder);
  for (let n = 1; n <= 5; n += 1) await first.accept([{ key: `k${n}`, source: 'webhook', receivedAt: 'x', payload: { n } } as HaloEvent]);
  await first.close();
  const path = join(folder, 'events.journal');
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('k3')]! ^= 1;
  writeFileSync(path, bytes);
  const queue = await EventQueue.open(folder);
  expect(queue.damage).toMatchObject({ lines: 1, keptIn: `${path}.damaged` });
  const left: string[] = [];
  for await (const { event } of queue.list()) left.push(event.key);
  expect(left).toEqual(['k1', 'k2', 'k4', 'k5']);
  await queue.close();
});

test('a repetition is not acknowledged where the delivery that it repeats could not be stored after all', async () => {
  const queue = await EventQueue.open(folder);
  const event = { key: 'a', source: 'webhook', receivedAt: '2026-11-30T12:00:00Z', payload: { n: 1 } } as HaloEvent;
  let fail = (): void => undefined;
  // Some disks tell only when they are flushed that they have no room.
  vi.spyOn(process.getBuiltinModule('node:fs'), 'fdatasync').mockImplementationOnce((_, done) => {
    fail = () => done(Object.assign(new Error('EIO'), { code: 'EIO' }));
  });
  const first = queue.accept([event]);
  await vi.waitFor(() => expect(fail.name).toBe('fail'));
  const second = queue.accept([event]);
  fail();
  const [one, two] = await Promise.allSettled([first, second]);
  expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
  expect(await queue.accept([event])).toEqual({ accepted: 1, duplicates: 0 });
  await queue.close();
});
