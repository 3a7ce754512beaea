import {
  HaloAmbiguousWriteError,
  HaloAPIError,
  HaloAuthenticationError,
  HaloConnectionError,
  HaloNotFoundError,
  HaloRateLimitError,
  HaloServerError,
  HaloTimeoutError,
} from 'halopsa';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/pipeline/exchange.js';
import { retry } from '../../src/pipeline/retry.js';
import { Settled } from '../../src/pipeline/settled.js';
import { answer, answered, exchangeOf } from './stages.js';

const server = (status = 500): HaloServerError => new HaloServerError('broken', answer(status));
const stale = (): HaloAuthenticationError => new HaloAuthenticationError('stale', answer(401));
const limited = (retryAfter?: number): HaloRateLimitError => new HaloRateLimitError('slow down', answer(429), retryAfter);
const lost = (): HaloConnectionError => new HaloConnectionError('reset', 'unknown');
const unsent = (code = 'ECONNREFUSED'): HaloConnectionError =>
  new HaloConnectionError('refused', 'never-sent', { cause: Object.assign(new Error('inner'), { code }) });
const torn = (): HaloAPIError => new HaloAPIError('halo/broken-answer', 'half of it', answer(200));

interface Told {
  readonly error: unknown;
  readonly delayMs: number;
}

/** Runs one exchange through the stage, over a server that fails so and then answers. */
async function run(
  failures: readonly unknown[],
  { safety = 'idempotent', maxRetries = 3, random = 0 }: { safety?: Exchange['safety']; maxRetries?: number; random?: number } = {},
): Promise<{ outcome: unknown; slept: number[]; told: Told[]; exchange: Exchange }> {
  const slept: number[] = [];
  const told: Told[] = [];
  const waiting = [...failures];
  const exchange = exchangeOf({ safety });
  const stage = retry({
    maxRetries,
    random: () => random,
    clock: { now: () => 0, sleep: (ms) => Promise.resolve(void slept.push(ms)) },
    onRetry: (_, error, delayMs) => told.push({ error, delayMs }),
  });
  const outcome = await stage(() => {
    const failure = waiting.shift();
    return failure === undefined ? Promise.resolve(answered) : Promise.reject(failure);
  })(exchange).catch((error: unknown) => error);
  return { outcome, slept, told, exchange };
}

describe('retry', () => {
  it('lets a good answer through and counts the attempt', async () => {
    const { outcome, slept, exchange } = await run([]);
    expect(outcome).toBe(answered);
    expect(slept).toEqual([]);
    expect(exchange.marks).toEqual({ attempt: 1, uncertain: false });
  });

  it('waits twice as long each time, from half a second to half a minute', async () => {
    const failures = Array.from({ length: 9 }, () => server());
    const least = await run(failures, { maxRetries: 9 });
    expect(least.slept).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    const most = await run(failures, { maxRetries: 9, random: 1 });
    expect(most.slept).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(most.outcome).toBe(answered);
  });

  it('tells of each further attempt what failed and how long it waits', async () => {
    const failure = server();
    expect((await run([failure])).told).toEqual([{ error: failure, delayMs: 250 }]);
  });

  it('waits as long as a 429 asks, and by its own measure where it names no time', async () => {
    expect((await run([limited(7)])).slept).toEqual([7000]);
    expect((await run([limited(0)])).slept).toEqual([250]);
    expect((await run([limited()])).slept).toEqual([250]);
  });

  it('tries so many times after the first, and no more', async () => {
    const last = server(503);
    const { outcome, slept, exchange } = await run([server(), server(), last], { maxRetries: 2 });
    expect(outcome).toBe(last);
    expect(slept).toHaveLength(2);
    expect(exchange.marks.attempt).toBe(3);
    expect((await run([server()], { maxRetries: 0 })).slept).toEqual([]);
  });

  it.each([
    ['a record that is not there', new HaloNotFoundError('gone', answer(404))],
    ['a name that nobody knows', unsent('ENOTFOUND')],
    ['something else', new TypeError('other')],
  ])('does not try again after %s', async (_, failure) => {
    const { outcome, slept } = await run([failure]);
    expect(outcome).toBe(failure);
    expect(slept).toEqual([]);
  });

  it('asks for one fresh token, at once and beyond the count of attempts', async () => {
    const { outcome, slept, told, exchange } = await run([stale()], { maxRetries: 0 });
    expect(outcome).toBe(answered);
    expect(slept).toEqual([]);
    expect(told).toEqual([]);
    expect(exchange.marks.attempt).toBe(2);
    const again = stale();
    expect((await run([stale(), again])).outcome).toBe(again);
  });

  it('hands on what another pipeline has settled', async () => {
    const refused = server();
    const { outcome, slept } = await run([new Settled(refused)]);
    expect(outcome).toBe(refused);
    expect(slept).toEqual([]);
  });

  it('asks a gateway that gave up on heavy work once more, and no further', async () => {
    const last = server(504);
    const { outcome, slept } = await run([server(504), last]);
    expect(outcome).toBe(last);
    expect(slept).toHaveLength(1);
    expect((await run([server(504)])).outcome).toBe(answered);
    expect((await run([server(500), server(500)])).outcome).toBe(answered);
  });

  describe('of a call that must not happen twice', () => {
    const safety = 'unsafe';

    it.each([
      ['429', limited()],
      ['a closed port', unsent()],
    ])('goes on after %s, which proves that nothing happened', async (_, failure) => {
      const { outcome, exchange } = await run([failure], { safety });
      expect(outcome).toBe(answered);
      expect(exchange.marks.uncertain).toBe(false);
    });

    it.each([
      ['a lost answer', lost],
      ['a time-out', () => new HaloTimeoutError('tickets.upsert', 1000)],
      ['half an answer', torn],
    ])('ends after %s as a write with an unknown outcome', async (_, failure) => {
      const cause = failure();
      const { outcome, slept, exchange } = await run([cause], { safety });
      expect(outcome).toBeInstanceOf(HaloAmbiguousWriteError);
      expect(outcome).toMatchObject({ operation: 'tickets.upsert', cause });
      expect((outcome as Error).message).toBe(`tickets.upsert was sent, and its answer was lost: ${(cause as Error).message}`);
      expect(slept).toEqual([]);
      expect(exchange.marks.uncertain).toBe(true);
    });

    it('ends after a server error as that error', async () => {
      const failure = server();
      const { outcome, exchange } = await run([failure], { safety });
      expect(outcome).toBe(failure);
      expect(exchange.marks.uncertain).toBe(true);
    });
  });

  it.each([
    ['read', lost()],
    ['read', torn()],
    ['read', new HaloTimeoutError('tickets.list', 1000)],
  ] as const)('of a %s ends as what it was', async (safety, failure) => {
    expect((await run([failure, failure], { safety, maxRetries: 1 })).outcome).toBe(failure);
  });

  it('of an idempotent write that is lost each time ends with an unknown outcome', async () => {
    expect((await run([lost(), lost()], { maxRetries: 1 })).outcome).toBeInstanceOf(HaloAmbiguousWriteError);
    expect((await run([unsent(), unsent()], { maxRetries: 1 })).outcome).toBeInstanceOf(HaloConnectionError);
  });
});
