import fc from 'fast-check';
import { createIdleClock, propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { Budget } from '../src/budget/budget.js';

/** The most arrivals that any window of this length holds; both ends of a window count. */
function busiestWindow(arrivals: readonly number[], windowMs: number): number {
  const sorted = [...arrivals].sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  sorted.forEach((time, index) => {
    while (sorted[first]! <= time - windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

interface Trip {
  readonly startAfter: number;
  readonly there: number;
  readonly back: number;
}

const trips = fc.array(fc.record({ startAfter: fc.nat(400), there: fc.nat(120), back: fc.nat(120) }), { minLength: 1, maxLength: 60 });

/** Sends every request through a budget and tells when each reached the server. */
async function arrivalsOf(
  requests: readonly Trip[],
  limit: { requests: number; windowMs: number },
): Promise<{ arrivals: number[]; end: number }> {
  const clock = createIdleClock(0);
  const budget = new Budget(limit, clock);
  const arrivals: number[] = [];
  await Promise.all(
    requests.map(async ({ startAfter, there, back }) => {
      await clock.sleep(startAfter);
      const permit = await budget.acquire();
      await clock.sleep(there);
      arrivals.push(clock.now());
      await clock.sleep(back);
      permit.release();
    }),
  );
  return { arrivals, end: clock.now() };
}

describe('budget', () => {
  it('never lets any window of the server hold more than the limit', async () => {
    const limits = fc.record({ requests: fc.integer({ min: 1, max: 8 }), windowMs: fc.integer({ min: 1, max: 1000 }) });
    await fc.assert(
      fc.asyncProperty(trips, limits, async (requests, limit) => {
        const { arrivals } = await arrivalsOf(requests, limit);
        expect(arrivals).toHaveLength(requests.length);
        expect(busiestWindow(arrivals, limit.windowMs)).toBeLessThanOrEqual(limit.requests);
      }),
      { ...propertyRuns(60, 5000) },
    );
  });

  it('lets a waiter through whose pause ends while it asks', async () => {
    for (let pauseMs = 1; pauseMs <= 20; pauseMs += 1) {
      // Each look at the clock finds it a millisecond later, as on a busy computer.
      let time = 0;
      const clock = {
        now: () => {
          time += 1;
          return time;
        },
        sleep: async (ms: number) => {
          time += ms;
        },
      };
      const budget = new Budget({ requests: 10, windowMs: 1000 }, clock);
      budget.limited(pauseMs, 1);
      const permit = await Promise.race([budget.acquire(), new Promise((resolve) => setTimeout(resolve, 500))]);
      expect([pauseMs, permit]).toEqual([pauseMs, { release: expect.any(Function) }]);
    }
  });

  it('sends as early as the window allows', async () => {
    const requests = Array.from({ length: 1500 }, () => ({ startAfter: 0, there: 0, back: 0 }));
    const { end } = await arrivalsOf(requests, { requests: 500, windowMs: 300_000 });
    expect(end).toBe(600_000);
  });

  it('serves in the order of asking', async () => {
    const clock = createIdleClock(0);
    const budget = new Budget({ requests: 1, windowMs: 10 }, clock);
    const order: number[] = [];
    await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        const permit = await budget.acquire();
        order.push(n);
        permit.release();
      }),
    );
    expect(order).toEqual([0, 1, 2, 3]);
    expect(clock.now()).toBe(30);
  });

  it('stops everybody for as long as a 429 asks', async () => {
    const clock = createIdleClock(0);
    const budget = new Budget({ requests: 10, windowMs: 10 }, clock);
    budget.limited(7_000, 1);
    expect(budget.remaining).toBe(0);
    (await budget.acquire()).release();
    expect(clock.now()).toBe(7_000);
  });

  it('serves a person before a job', async () => {
    const clock = createIdleClock(0);
    const budget = new Budget({ requests: 1, windowMs: 10 }, clock);
    const order: string[] = [];
    const take = async (lane: 'interactive' | 'bulk', name: string): Promise<void> => {
      const permit = await budget.acquire(undefined, lane);
      order.push(name);
      permit.release();
    };
    await Promise.all([take('bulk', 'job 1'), take('bulk', 'job 2'), take('bulk', 'job 3'), take('interactive', 'person')]);
    expect(order).toEqual(['job 1', 'person', 'job 2', 'job 3']);
  });

  it.each([0, 1, 9, 10, 11, 25, 30, 31])('forecasts %i requests as they come to pass', async (requests) => {
    const clock = createIdleClock(0);
    const budget = new Budget({ requests: 10, windowMs: 1_000 }, clock);
    for (let n = 0; n < 5; n += 1) (await budget.acquire()).release();
    clock.advance(300);
    for (let n = 0; n < 2; n += 1) (await budget.acquire()).release();
    const forecast = budget.forecast(requests);
    const started = clock.now();
    for (let n = 0; n < requests; n += 1) (await budget.acquire()).release();
    expect(clock.now() - started).toBe(forecast);
  });

  it('lets go of a waiter that gives up, and serves the one behind', async () => {
    const clock = createIdleClock(0);
    const budget = new Budget({ requests: 1, windowMs: 1_000 }, clock);
    (await budget.acquire()).release();
    const gaveUp = new AbortController();
    const first = budget.acquire(gaveUp.signal);
    const second = budget.acquire();
    gaveUp.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    (await second).release();
    expect(clock.now()).toBe(1_000);
  });

  it('counts a released permit once', async () => {
    const budget = new Budget({ requests: 2, windowMs: 1_000 }, createIdleClock(0));
    const permit = await budget.acquire();
    permit.release();
    permit.release();
    expect(budget.remaining).toBe(1);
  });
});
