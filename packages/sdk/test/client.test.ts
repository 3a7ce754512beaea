import { HaloClient, HaloUsageError } from 'halopsa';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

describe('client', () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await startTenant();
  });
  afterEach(() => {
    tenant.sandbox.control.faults.clear();
    vi.unstubAllEnvs();
  });
  afterAll(() => tenant[Symbol.asyncDispose]());

  it('is made from the environment', async () => {
    vi.stubEnv('HALO_TENANT_URL', tenant.url);
    vi.stubEnv('HALO_CLIENT_ID', 'sandbox');
    vi.stubEnv('HALO_CLIENT_SECRET', 'sandbox');
    expect(await HaloClient.fromEnv().tickets.get(1234)).toMatchObject({ id: 1234 });
  });

  it('names the variables that are missing', () => {
    vi.stubEnv('HALO_TENANT_URL', tenant.url);
    vi.stubEnv('HALO_CLIENT_ID', '');
    vi.stubEnv('HALO_CLIENT_SECRET', '');
    expect(() => HaloClient.fromEnv()).toThrow('HALO_CLIENT_ID, HALO_CLIENT_SECRET are not set');
  });

  it.each([
    { tenantUrl: '' },
    { clientId: '' },
    { clientSecret: '' },
    { timeoutMs: 0 },
    { maxRetries: -1 },
    { concurrency: 0 },
    { budget: { requests: 0, windowMs: 1 } },
  ])('refuses %o', (options) => {
    expect(() => tenant.client(options)).toThrow(HaloUsageError);
  });

  it.each(['body', 'basic'] as const)('proves itself by %s', async (clientAuthentication) => {
    expect((await tenant.client({ clientAuthentication }).tickets.list({ page_size: 1 })).items).toHaveLength(1);
  });

  it('sends extra headers with every request, the token one too', async () => {
    const seen: (string | null)[] = [];
    const spy: typeof fetch = (input, init) => {
      seen.push(new Headers(init?.headers).get('x-throttle-bypass'));
      return fetch(input, init);
    };
    await tenant.client({ headers: { 'x-throttle-bypass': 'key' }, fetch: spy }).tickets.list({ page_size: 1 });
    expect(seen).toEqual(['key', 'key']);
  });

  it('renews a token before it expires', async () => {
    let now = Date.now();
    const halo = tenant.client({ clock: { now: () => now, sleep: () => Promise.resolve() } });
    const tokens = (): number => tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'token').length;
    const before = tokens();
    await halo.tickets.list({ page_size: 1 });
    now += 3_500_000;
    await halo.tickets.list({ page_size: 1 });
    now += 60_000;
    await halo.tickets.list({ page_size: 1 });
    expect(tokens() - before).toBe(2);
  });

  it('shares one window among all clients of a tenant, and the strictest limit holds', async () => {
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const one = tenant.client({ clock, budget: { requests: 50, windowMs: 60_000 } });
    const other = tenant.client({ clock, budget: { requests: 10, windowMs: 60_000 } });
    await one.tickets.list({ page_size: 1 });
    expect(one.budget).toBe(other.budget);
    expect(other.budget.limit).toEqual({ requests: 10, windowMs: 60_000 });
    expect(other.budget.remaining).toBe(9);
  });

  it('ends what is under way when it is closed, and refuses what comes later', async () => {
    const halo = tenant.client();
    await halo.tickets.list({ page_size: 1 });
    tenant.sandbox.control.faults.add({ kind: 'hang', operation: 'tickets.list' });
    const hanging = halo.tickets.list();
    await new Promise((resolve) => setImmediate(resolve));
    await halo.close();
    await expect(hanging).rejects.toThrow('the client is closed');
    await expect(halo.tickets.get(1234)).rejects.toThrow('the client is closed');
  });

  it('closes itself at the end of its block', async () => {
    let used: HaloClient;
    {
      await using halo = tenant.client();
      used = halo;
      await halo.tickets.list({ page_size: 1 });
    }
    await expect(used.tickets.list()).rejects.toThrow('the client is closed');
  });

  it('stops at a signal, before it is sent, while it is under way and between pages', async () => {
    const { halo } = tenant;
    const reason = new Error('the user pressed Ctrl-C');
    await expect(halo.tickets.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    tenant.sandbox.control.faults.add({ kind: 'hang', operation: 'tickets.get' });
    const hanging = halo.tickets.get(1234, {}, { signal: abort.signal });
    setImmediate(() => abort.abort(reason));
    await expect(hanging).rejects.toBe(reason);
    const between = new AbortController();
    const list = halo.tickets.listAll({ page_size: 5 }, { signal: between.signal, onPage: () => between.abort(reason) });
    await expect(list.toArray()).rejects.toBe(reason);
  });

  it('reads no further once the reader stops', async () => {
    const before = tenant.sandbox.control.requestLog.list().length;
    for await (const ticket of tenant.halo.tickets.listAll({ page_size: 2 }, { concurrency: 2 })) if (ticket.id) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(tenant.sandbox.control.requestLog.list().length - before).toBeLessThanOrEqual(4);
  });
});
