import { HaloClient } from 'halopsa';
import { createSandbox } from 'halopsa-sandbox';
import { createIdleClock } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';

const windowMs = 300_000;

interface Outcome {
  readonly elapsed: number;
  readonly episodes: number;
  readonly busiest: number;
}

/** Sends so many requests with eight at once, to a server whose limit nobody told the client. */
async function spend(requests: number, limit: number, options: { retryAfter: boolean }): Promise<Outcome> {
  const clock = createIdleClock();
  const sandbox = createSandbox({ seed: 'small', rateLimit: { requests: limit, windowMs }, clock, latencyMs: 100 });
  const fetcher: typeof fetch = async (input, init) => {
    const response = await sandbox.fetch(input as string, init);
    if (options.retryAfter || response.status !== 429) return response;
    const headers = new Headers(response.headers);
    headers.delete('retry-after');
    return new Response(null, { status: 429, headers });
  };
  const halo = new HaloClient({ tenantUrl: 'http://localhost', clientId: 'sandbox', clientSecret: 'sandbox', fetch: fetcher, clock });
  const started = clock.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next++ < requests) await halo.tickets.list({ page_size: 1 });
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  const log = sandbox.control.requestLog.list();
  const refusals = log.filter(({ status }) => status === 429).map(({ at }) => at);
  const episodes = refusals.filter((at, index) => index === 0 || at - refusals[index - 1]! > 1_000).length;
  return { elapsed: clock.now() - started, episodes, busiest: log.filter(({ status }) => status === 200).length };
}

describe('a limit that nobody told', () => {
  it.each([
    [300, true],
    [450, true],
    [500, true],
    [300, false],
    [450, false],
    [500, false],
  ])('of %i in a window (Retry-After: %s) is learned within two episodes', async (limit, retryAfter) => {
    const requests = 1_500;
    const { elapsed, episodes, busiest } = await spend(requests, limit, { retryAfter });
    expect(busiest).toBeGreaterThanOrEqual(requests);
    expect(episodes).toBeLessThanOrEqual(2);
    // The last request leaves when the windows before it are over, and its answer takes the latency.
    const ideal = (Math.ceil(requests / limit) - 1) * windowMs + (((requests - 1) % limit) + 1) * (100 / 8);
    expect(elapsed / ideal).toBeLessThanOrEqual(1.1);
  });
});

describe('a limit with a window much shorter than the one given', () => {
  it('is learned from the first refusals of calls sent side by side', async () => {
    const clock = createIdleClock();
    const sandbox = createSandbox({ seed: 'small', rateLimit: { requests: 30, windowMs: 6_000 }, clock, latencyMs: 50 });
    const halo = new HaloClient({
      tenantUrl: 'http://localhost',
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      fetch: sandbox.fetch as typeof fetch,
      clock,
    });
    await Promise.all(Array.from({ length: 90 }, () => halo.tickets.list({ page_size: 1 })));
    const log = sandbox.control.requestLog.list();
    // What was sent before anything was refused could not know.
    expect(log.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(60);
    expect(halo.budget.limit.requests).toBeLessThanOrEqual(31);
    expect(halo.budget.limit.windowMs).toBeLessThan(10_000);
  });
});
