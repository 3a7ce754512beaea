import { HaloClient, type HaloClientOptions, HaloRateLimitError, HaloWaitError } from 'halopsa';
import { createIdleClock } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';

const base = { tenantUrl: 'https://t.example', clientId: 'a', clientSecret: 'b' } as const;
const token = { access_token: 't', expires_in: 3600, token_type: 'Bearer' };
const ok = (): Response => Response.json({ tickets: [], record_count: 0 });

/** A client whose API answers are given one by one; the last one repeats. */
function clientOf(
  answers: readonly (() => Response)[],
  options: Partial<HaloClientOptions> = {},
): { halo: HaloClient; sent: () => number } {
  let sent = 0;
  const fetch = (async (input: string) => {
    if (String(input).includes('/auth/')) return Response.json(token);
    sent += 1;
    return answers[Math.min(sent, answers.length) - 1]!();
  }) as unknown as typeof globalThis.fetch;
  return { halo: new HaloClient({ ...base, fetch, ...options }), sent: () => sent };
}

const limited =
  (retryAfter?: string): (() => Response) =>
  () =>
    new Response('{"error":"slow down"}', { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });

describe('a wait that the server asks for', () => {
  it.each([
    ['7200', /asks to wait 2 h, until \d{4}-.*; one wait takes 10 min at most/],
    ['Fri, 31 Dec 9999 23:59:59 GMT', /until 9999-12-31T23:59:59Z/],
    ['9'.repeat(400), /asks to wait for ever/],
    [String(2 ** 31), /one wait takes 10 min at most/],
  ])('Retry-After %s ends with an error at once', async (retryAfter, message) => {
    const { halo, sent } = clientOf([limited(retryAfter)]);
    const failure = await halo.tickets.list().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HaloRateLimitError);
    expect(failure).toMatchObject({ message: expect.stringMatching(message), nextStep: expect.stringContaining('raise maxWait') });
    expect(sent()).toBe(1);
    // Nobody after it waits for that long either.
    expect(halo.budget.forecast(1)).toBeLessThanOrEqual(60_000);
  });

  it.each(['-5', 'NaN', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT', '0', ''])('Retry-After %j is a short wait', async (retryAfter) => {
    const clock = createIdleClock();
    const waits: number[] = [];
    const patient = clientOf([limited(retryAfter), ok], { clock, onRetry: ({ delayMs }) => waits.push(delayMs) });
    await patient.halo.tickets.list();
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits[0]).toBeLessThan(1_000);
  });

  it('is waited for where maxWait allows it', async () => {
    const clock = createIdleClock();
    const { halo, sent } = clientOf([limited('7200'), ok], { clock, maxWait: 3 * 3_600_000 });
    await halo.tickets.list();
    expect(sent()).toBe(2);
  });
});

it('a 429 that names no wait is tried again until the window is over, not just five times', async () => {
  const clock = createIdleClock();
  const start = clock.now();
  const answers = (): Response => (clock.now() - start < 290_000 ? limited()() : ok());
  const { halo } = clientOf([answers], { clock });
  await halo.tickets.list();
  expect(clock.now() - start).toBeGreaterThanOrEqual(290_000);
  const never = clientOf([limited()], { clock });
  const began = clock.now();
  await expect(never.halo.tickets.list()).rejects.toBeInstanceOf(HaloRateLimitError);
  expect(clock.now() - began).toBeLessThan(400_000);
});

describe('a wait for the budget', () => {
  it('that is longer than one wait may take is an error, and nothing is sent', async () => {
    const { halo, sent } = clientOf([ok], { budget: { requests: 1, windowMs: 3_600_000 }, maxWait: 1_000 });
    await halo.tickets.list();
    await expect(halo.tickets.list()).rejects.toBeInstanceOf(HaloWaitError);
    expect(sent()).toBe(1);
  });

  it('is told of after two seconds, with its end', async () => {
    const waits: { operation: string; until: number }[] = [];
    const started = Date.now();
    const { halo } = clientOf([ok], { budget: { requests: 1, windowMs: 2_600 }, onWait: (event) => waits.push(event) });
    await Promise.all([halo.tickets.list(), halo.tickets.list()]);
    expect(waits).toEqual([{ operation: 'tickets.list', until: expect.any(Number) as number }]);
    expect(waits[0]!.until).toBeLessThan(started + 4_000);
  });
});
