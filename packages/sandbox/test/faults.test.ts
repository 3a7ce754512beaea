import fc from 'fast-check';
import { createVirtualClock, type FaultRule } from 'halopsa-sandbox';
import { propertyRuns, runs, verifies } from 'halopsa-testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { requestToken, type SignedIn, signIn } from './signed-in.js';

let halo: SignedIn;
beforeEach(async () => {
  halo = await signIn();
});
const inject = (rule: FaultRule): number => halo.sandbox.control.faults.add(rule);
const tags = (): number => halo.sandbox.control.records('tags').length;

describe('an injected fault', () => {
  it('answers a status with headers and body', async () => {
    inject({ kind: 'status', status: 429, headers: { 'retry-after': '7' }, operation: 'tickets.list' });
    const answer = await halo.get('/Tickets');
    expect([answer.status, answer.headers.get('retry-after'), answer.text]).toEqual([429, '7', '']);
    expect((await halo.get('/Client')).status).toBe(200);
  });

  it('resets before or after the server has acted', async () => {
    const reset = { name: 'TypeError', cause: { code: 'ECONNRESET' } };
    const before = tags();
    inject({ kind: 'reset', operation: 'tags.upsert', count: 1 });
    await expect(halo.post('/Tags', [{ text: 'a' }])).rejects.toMatchObject(reset);
    expect(tags()).toBe(before);
    inject({ kind: 'reset', phase: 'after', operation: 'tags.upsert', count: 1 });
    await expect(halo.post('/Tags', [{ text: 'a' }])).rejects.toMatchObject(reset);
    expect(tags()).toBe(before + 1);
    expect(halo.sandbox.control.requestLog.list().at(-1)).toMatchObject({ operation: 'tags.upsert', status: 'fault' });
  });

  it('strikes a number of times, after some were let through, by resource or verb', async () => {
    inject({ kind: 'status', status: 503, operation: '*.list', skip: 1, count: 2 });
    const statuses: number[] = [];
    for (const path of ['/Tags', '/Status', '/Team', '/Tags']) statuses.push((await halo.get(path)).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(halo.sandbox.control.faults.list()).toEqual([]);
  });

  it('strikes by chance, in the same way each time', async () => {
    const pattern = async (): Promise<number[]> => {
      const { get, sandbox } = await signIn();
      sandbox.control.faults.add({ kind: 'status', status: 500, probability: 0.5 });
      const statuses: number[] = [];
      for (let time = 0; time < 20; time += 1) statuses.push((await get('/Tags')).status);
      return statuses;
    };
    const first = await pattern();
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(await pattern()).toEqual(first);
  });

  it('spoils an answer: half of it, another type, a page of HTML, a redirect', async () => {
    const whole = (await halo.get('/Status')).text;
    inject({ kind: 'content-type', operation: 'statuses', count: 1 });
    expect((await halo.get('/Status')).headers.get('content-type')).toBe('text/plain');
    inject({ kind: 'html', operation: 'statuses', count: 1 });
    expect(await halo.get('/Status')).toMatchObject({ status: 502, text: expect.stringContaining('<html>') as string });
    inject({ kind: 'redirect', operation: 'statuses', count: 1 });
    expect((await halo.get('/Status')).status).toBe(302);
    inject({ kind: 'truncated', operation: 'statuses', count: 1 });
    await expect(halo.get('/Status')).rejects.toThrow(SyntaxError);
    inject({ kind: 'cut', operation: 'statuses', count: 1 });
    await expect(halo.get('/Status')).rejects.toThrow();
    expect((await halo.get('/Status')).text).toBe(whole);
  });

  it('hangs until the caller gives up', async () => {
    inject({ kind: 'hang', operation: 'token', count: 1 });
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'all' });
    const asked = halo.sandbox.fetch('http://x/auth/token', { method: 'POST', body, signal: AbortSignal.timeout(5) });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('time', () => {
  it("is slow only on the sandbox's clock", async () => {
    const clock = createVirtualClock({ autoAdvance: true });
    const slow = await signIn({ clock, latencyMs: 1000 });
    const start = clock.now();
    slow.sandbox.control.faults.add({ kind: 'slow', delayMs: 60_000, count: 1 });
    expect((await slow.get('/Status')).status).toBe(200);
    expect(clock.now() - start).toBe(61_000);
  });

  it('lets sleepers go when it is moved, in order of their time', async () => {
    const clock = createVirtualClock({ start: 0 });
    const woken: string[] = [];
    const sleeps = [30, 10, 20].map((ms) => clock.sleep(ms).then(() => woken.push(`${ms}`)));
    clock.advance(25);
    await Promise.all(sleeps.slice(1));
    expect(woken).toEqual(['10', '20']);
    const stop = new AbortController();
    const given = clock.sleep(1000, stop.signal);
    stop.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
  });

  it(`allows so many requests in a rolling window ${verifies('rate.status-429', 'rate.retry-after')}`, async () => {
    const clock = createVirtualClock();
    const { get } = await signIn({ clock, rateLimit: { requests: 3, windowMs: 10_000 } });
    const statuses: number[] = [];
    for (const wait of [0, 4000, 1000, 0]) {
      clock.advance(wait);
      statuses.push((await get('/Status')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await get('/Status');
    expect([refused.headers.get('retry-after'), refused.text]).toEqual([
      '5',
      '{"error":"Rate Limit Reached - 3 Requests per rolling 10 second window"}',
    ]);
    clock.advance(5000);
    expect([(await get('/Status')).status, (await get('/Status')).status]).toEqual([200, 429]);
  });
});

describe('a rule that is none', () => {
  it.each([
    [{}, 'a fault needs a kind: status, reset'],
    [null, 'a fault needs a kind'],
    [{ kind: 'nonsense' }, 'a fault needs a kind'],
    [{ kind: 'status', status: 99 }, 'status of a fault has to be a status from 200 to 599'],
    [{ kind: 'status', status: '500' }, 'status of a fault'],
    [{ kind: 'reset', probability: 2 }, 'probability of a fault has to be a number from 0 to 1'],
    [{ kind: 'reset', phase: 'during' }, 'phase of a fault has to be before or after'],
    [{ kind: 'status', headers: { 'retry-after': 3 } }, 'headers of a fault has to be an object of headers'],
    [{ kind: 'status', headers: { 'not a name': 'x' } }, 'headers of a fault'],
    [{ kind: 'status', status: 204, body: 'text' }, 'an answer of status 204 has no body'],
    [{ kind: 'html', status: 304 }, 'an answer of status 304 has no body'],
    [{ kind: 'slow', delayMs: -1 }, 'delayMs of a fault'],
  ])('%j is refused and strikes nothing', async (rule, says) => {
    expect(() => inject(rule as never)).toThrow(says);
    const posted = await halo.sandbox.fetch('http://sandbox.test/__sandbox/faults', { method: 'POST', body: JSON.stringify(rule) });
    expect(posted.status).toBe(400);
    expect(halo.sandbox.control.faults.list()).toEqual([]);
  });
});

describe('a lever', () => {
  const pull = async (path: string, body: unknown, method = 'POST'): Promise<number> =>
    (await halo.sandbox.fetch(`http://sandbox.test/__sandbox/${path}`, { method, body: JSON.stringify(body) })).status;

  it.each([
    ['latency', { ms: 'soon' }, 'a latency is a number'],
    ['latency', { latency: { kind: 'uniform', min: 5, max: 1 } }, 'a latency is a number'],
    ['latency', { latency: { kind: 'log-normal', median: 0, p99: 1 } }, 'a latency is a number'],
    ['rate-limit', { limit: 'few' }, 'a rate limit has requests and windowMs'],
    ['rate-limit', { limit: { requests: 0, windowMs: 1 } }, 'a rate limit has requests and windowMs'],
    ['rate-limit', { limit: { requests: 1, windowMs: 1, bypass: 3 } }, 'bypass of a rate limit'],
    ['clock', { advance: -1 }, 'the clock is advanced by a number'],
    ['clock', { advance: 'far' }, 'the clock is advanced by a number'],
    ['faults', null, 'the body has to be a JSON object'],
    ['seed', { size: 'huge' }, 'size is one of empty, small, demo, large'],
  ])('refuses what it cannot do: %s %j', async (path, body, says) => {
    const answer = await halo.sandbox.fetch(`http://sandbox.test/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(says)]);
    expect((await halo.get('/Status')).status).toBe(200);
  });

  it(
    'never breaks the sandbox, whatever it is told',
    async () => {
      halo = await signIn({ clock: createVirtualClock({ autoAdvance: true }) });
      const value = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('status', 'html', 'truncated', 'content-type', 'uniform', 'off', 'after', 204, 304, 500, 0, 1, -1, 1e9, '', 'demo'),
        fc.record({
          kind: fc.constantFrom('uniform', 'log-normal'),
          min: fc.integer(),
          max: fc.integer(),
          median: fc.integer(),
          p99: fc.integer(),
        }),
      );
      const names = fc.constantFrom(
        ...[
          'kind',
          'status',
          'body',
          'headers',
          'phase',
          'operation',
          'latency',
          'ms',
          'limit',
          'advance',
          'size',
          'load',
          'event',
          'client_id',
        ],
      );
      const path = fc.constantFrom(
        'faults',
        'clock',
        'latency',
        'rate-limit',
        'revoke-tokens',
        'snapshots/a',
        'trigger',
        'records/tags',
        'seed',
      );
      await fc.assert(
        fc.asyncProperty(path, fc.dictionary(names, value), async (lever, told) => {
          expect([200, 400, 404]).toContain(await pull(lever, told));
          const { faults } = halo.sandbox.control;
          const kinds = new Set(faults.list().map(({ kind }) => kind));
          // Those that end a connection or never answer do so by design.
          if (!['reset', 'hang', 'cut'].some((kind) => kinds.has(kind as never)))
            await halo.sandbox.fetch('http://sandbox.test/api/Status').then((answer) => answer.text());
          faults.clear();
          await pull('rate-limit', {});
          await pull('latency', {});
          expect((await requestToken(halo.sandbox)).status).toBe(200);
        }),
        { ...propertyRuns(200, 20_000) },
      );
    },
    runs(60_000, 600_000),
  );
});
