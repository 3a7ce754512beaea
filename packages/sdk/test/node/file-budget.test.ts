import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileBudget } from 'halopsa/node';
import { runs } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const worker = fileURLToPath(new URL('budget-worker.ts', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halo-budget-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs another process that sends requests through the budget file; gives the times at which they went. */
function run(file: string, requests: number, limit: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', worker, file, String(requests), limit], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve(output.trim().split('\n').filter(Boolean).map(Number)));
  });
}

function busiest(times: readonly number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((time, index) => index + 1 - sorted.findIndex((other) => other > time - windowMs)));
}

describe('a budget shared through a file', () => {
  it('holds for two processes together, and is used up', async () => {
    const file = join(folder, 'two.json');
    const [requests, windowMs] = [40, runs(2_000, 10_000)];
    const times = (await Promise.all([run(file, 100, `${requests}/${windowMs}`), run(file, 100, `${requests}/${windowMs}`)])).flat();
    expect(times).toHaveLength(200);
    expect(busiest(times, windowMs)).toBeLessThanOrEqual(requests);
    const span = Math.max(...times) - Math.min(...times);
    // 200 requests at 40 a window go in five windows, of which the last needs not be over; short windows leave the start of the processes some room.
    const possible = (span / windowMs + 1) * requests;
    expect(200 / possible).toBeGreaterThanOrEqual(runs(80, 95) / 100);
  });

  it('counts the requests of a process that was killed, and goes on', async () => {
    const file = join(folder, 'killed.json');
    const child = spawn(process.execPath, ['--import', 'tsx', worker, file, 'hold', '3/400'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
    const budget = fileBudget(file, { requests: 3, windowMs: 400 });
    const started = Date.now();
    for (let n = 0; n < 3; n += 1) (await budget.acquire()).release();
    expect(Date.now() - started).toBeGreaterThanOrEqual(350);
  });

  it('pauses all after a 429, and serves people before jobs', async () => {
    const budget = fileBudget(join(folder, 'lanes.json'), { requests: 1, windowMs: 120 });
    const order: string[] = [];
    const take = async (lane: 'interactive' | 'bulk', name: string): Promise<void> => {
      const permit = await budget.acquire(undefined, lane);
      order.push(name);
      permit.release();
    };
    (await budget.acquire()).release();
    const started = Date.now();
    budget.limited(300, 1);
    await Promise.all([take('bulk', 'job'), take('interactive', 'person')]);
    expect(order).toEqual(['person', 'job']);
    expect(Date.now() - started).toBeGreaterThanOrEqual(300);
    expect(budget.limit.windowMs).toBeLessThanOrEqual(120);
    expect(budget.forecast(5)).toBeGreaterThan(0);
  });

  it('keeps its file to its owner', async () => {
    const file = join(folder, 'deep', 'own.json');
    await (await fileBudget(file, { requests: 5, windowMs: 1_000 }).acquire()).release();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('ends with the signal', async () => {
    const reason = new Error('enough');
    const budget = fileBudget(join(folder, 'signal.json'), { requests: 1, windowMs: 60_000 });
    await expect(budget.acquire(AbortSignal.abort(reason))).rejects.toBe(reason);
    (await budget.acquire()).release();
    const ending = new AbortController();
    const waiting = budget.acquire(ending.signal);
    ending.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('has one waiter in a process: 200 callers look at the file as often as one does', async () => {
    const fs = process.getBuiltinModule('node:fs');
    const work = async (callers: number): Promise<{ naps: number; writes: number; waited: number }> => {
      const start = Date.now();
      let now = start;
      let naps = 0;
      const clock = {
        now: () => now,
        sleep: async (ms: number) => {
          naps += 1;
          now += ms;
        },
      };
      const budget = fileBudget(join(folder, `callers-${callers}.json`), { requests: 200, windowMs: 60_000 }, { clock });
      for (const permit of await Promise.all(Array.from({ length: 200 }, () => budget.acquire()))) permit.release();
      await budget.settled();
      const writes = vi.spyOn(fs, 'renameSync');
      for (const permit of await Promise.all(Array.from({ length: callers }, () => budget.acquire()))) permit.release();
      await budget.settled();
      const count = writes.mock.calls.length;
      writes.mockRestore();
      return { naps, writes: count, waited: now - start };
    };
    const [one, many] = [await work(1), await work(200)];
    expect(one.writes).toBeGreaterThan(0);
    expect([one.waited, many.waited].every((ms) => ms >= 60_000 && ms < 62_000)).toBe(true);
    expect(many.naps).toBe(one.naps);
    expect(many.writes).toBeLessThanOrEqual(one.writes + 2);
  });
});
