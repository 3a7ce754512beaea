import { HaloAuthenticationError, HaloRateLimitError, HaloServerError } from 'halopsa';
import { describe, expect, it } from 'vitest';
import type { TokenSource } from '../../src/auth/token-source.js';
import { auth } from '../../src/pipeline/auth.js';
import type { Exchange } from '../../src/pipeline/exchange.js';
import { Settled } from '../../src/pipeline/settled.js';
import { throttle } from '../../src/pipeline/throttle.js';
import { answer, answered, exchangeOf } from './stages.js';

/** A budget that lets everybody through after a while, and keeps what it is told. */
function openBudget(waitMs: number) {
  const told: unknown[] = [];
  let now = 1000;
  const permit = { release: (refused: boolean) => void told.push(['released', refused]) };
  return {
    told,
    now: () => now,
    budget: {
      limit: { requests: 1, windowMs: 1 },
      remaining: 1,
      forecast: () => 0,
      acquire: (signal?: AbortSignal, lane?: string) => {
        told.push(['asked', signal, lane]);
        now += waitMs;
        return Promise.resolve(permit);
      },
      limited: (retryAfterMs: number | undefined, attempt: number) => void told.push(['limited', retryAfterMs, attempt]),
    } as Parameters<typeof throttle>[0]['budget'],
  };
}

describe('throttle', () => {
  it('asks in the lane of the call, tells of the wait, and gives the permit back', async () => {
    const { told, now, budget } = openBudget(40);
    const { signal } = new AbortController();
    const waits: unknown[] = [];
    const stage = throttle({ budget, now, onThrottle: (event) => waits.push(event) });
    expect(await stage(() => Promise.resolve(answered))(exchangeOf({ signal, lane: 'bulk' }))).toBe(answered);
    expect(waits).toEqual([{ operation: 'tickets.upsert', waitedMs: 40 }]);
    expect(told).toEqual([
      ['asked', expect.any(AbortSignal), 'bulk'],
      ['released', false],
    ]);
  });

  it('keeps silent where nobody waited', async () => {
    const { now, budget } = openBudget(0);
    const waits: unknown[] = [];
    await throttle({ budget, now, onThrottle: (event) => waits.push(event) })(() => Promise.resolve(answered))(exchangeOf());
    expect(waits).toEqual([]);
  });

  it.each([
    [3, 3000],
    [undefined, undefined],
  ])('tells the budget of a 429 that names %s seconds', async (retryAfter, retryAfterMs) => {
    const { told, now, budget } = openBudget(0);
    const refusal = new HaloRateLimitError('slow down', answer(429), retryAfter);
    const exchange = exchangeOf({ marks: { attempt: 2, uncertain: false } });
    await expect(throttle({ budget, now })(() => Promise.reject(refusal))(exchange)).rejects.toBe(refusal);
    expect(told.slice(1)).toEqual([
      ['limited', retryAfterMs, 2],
      ['released', true],
    ]);
  });

  it('gives the permit back after another failure, and calls it no refusal', async () => {
    const { told, now, budget } = openBudget(0);
    const failure = new HaloServerError('broken', answer(500));
    await expect(throttle({ budget, now })(() => Promise.reject(failure))(exchangeOf())).rejects.toBe(failure);
    expect(told.slice(1)).toEqual([['released', false]]);
  });
});

describe('auth', () => {
  const tokens = (get: () => Promise<string>): { source: TokenSource; discarded: string[] } => {
    const discarded: string[] = [];
    return { source: { get, discard: (token: string) => void discarded.push(token) } as unknown as TokenSource, discarded };
  };

  it('adds the token to the headers of the call', async () => {
    const { source, discarded } = tokens(() => Promise.resolve('t1'));
    let sent: Exchange | undefined;
    const given = exchangeOf();
    await auth(source)((exchange) => {
      sent = exchange;
      return Promise.resolve(answered);
    })(given);
    expect(sent).toEqual({ ...given, headers: { accept: 'application/json', authorization: 'Bearer t1' } });
    expect(given.headers).not.toHaveProperty('authorization');
    expect(discarded).toEqual([]);
  });

  it('gives up the token that a 401 refused, and only then', async () => {
    const { source, discarded } = tokens(() => Promise.resolve('t1'));
    const stale = new HaloAuthenticationError('stale', answer(401));
    await expect(auth(source)(() => Promise.reject(new HaloServerError('broken', answer(500))))(exchangeOf())).rejects.toThrow('broken');
    expect(discarded).toEqual([]);
    await expect(auth(source)(() => Promise.reject(stale))(exchangeOf())).rejects.toBe(stale);
    expect(discarded).toEqual(['t1']);
  });

  it('settles the call where there is no token', async () => {
    const refused = new Error('no token');
    const outcome = await auth(tokens(() => Promise.reject(refused)).source)(() => Promise.resolve(answered))(exchangeOf()).catch(
      (error: unknown) => error,
    );
    expect(outcome).toBeInstanceOf(Settled);
    expect((outcome as Settled).error).toBe(refused);
  });
});
