import { asCurl, CircuitOpenError, circuitBreaker, HaloServerError, type Middleware, readCache } from 'halopsa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.sandbox.control.faults.clear());
afterAll(() => tenant[Symbol.asyncDispose]());
const asked = (operation: string): number =>
  tenant.sandbox.control.requestLog.list().filter((entry) => entry.operation === operation).length;

describe('middleware', () => {
  it('stands around every call, the first one outermost', async () => {
    const order: string[] = [];
    const stage =
      (name: string): Middleware =>
      (next) =>
      async (exchange) => {
        order.push(`${name} > ${exchange.operation}`);
        const reply = await next(exchange);
        order.push(`${name} < ${reply.status}`);
        return reply;
      };
    await tenant.client({ middleware: [stage('a'), stage('b')] }).tickets.get(1234);
    expect(order).toEqual(['a > tickets.get', 'b > tickets.get', 'b < 200', 'a < 200']);
  });
});

describe('circuit breaker', () => {
  it('opens after failures in a row, lets one call through after the pause, and closes when that succeeds', async () => {
    let now = 0;
    const halo = tenant.client({ maxRetries: 0, middleware: [circuitBreaker({ failures: 3, coolDownMs: 1_000, now: () => now })] });
    tenant.sandbox.control.faults.add({ kind: 'status', status: 503, operation: 'tickets.get' });
    for (let n = 0; n < 3; n += 1) await expect(halo.tickets.get(1234)).rejects.toBeInstanceOf(HaloServerError);
    const before = asked('tickets.get');
    await expect(halo.tickets.get(1234)).rejects.toBeInstanceOf(CircuitOpenError);
    await expect(halo.clients.list()).rejects.toMatchObject({ code: 'halo/circuit-open', nextStep: expect.stringContaining('1 s') });
    expect(asked('tickets.get')).toBe(before);
    now = 1_000;
    await expect(halo.tickets.get(1234)).rejects.toBeInstanceOf(HaloServerError);
    await expect(halo.tickets.get(1234)).rejects.toBeInstanceOf(CircuitOpenError);
    tenant.sandbox.control.faults.clear();
    now = 2_000;
    const [first, second] = await Promise.allSettled([halo.tickets.get(1234), halo.tickets.get(1234)]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await halo.tickets.get(1234)).toMatchObject({ id: 1234 });
  });

  it('does not take a refusal for an outage', async () => {
    const halo = tenant.client({ middleware: [circuitBreaker({ failures: 1 })] });
    await expect(halo.tickets.get(99999)).rejects.toMatchObject({ status: 404 });
    expect(await halo.tickets.get(1234)).toMatchObject({ id: 1234 });
  });

  it('counts a write whose answer was lost', async () => {
    const halo = tenant.client({ middleware: [circuitBreaker({ failures: 1 })] });
    tenant.sandbox.control.faults.add({ kind: 'reset', operation: 'tickets.upsert', count: 1 });
    await expect(halo.tickets.create({ summary: 'x' })).rejects.toMatchObject({ code: 'halo/ambiguous-write' });
    await expect(halo.tickets.get(1234)).rejects.toBeInstanceOf(CircuitOpenError);
  });
});

describe('read cache', () => {
  it('asks once for configuration, and again when the time is over or something was written', async () => {
    let now = 0;
    const halo = tenant.client({ middleware: [readCache({ ttlMs: 1_000, now: () => now })] });
    const count = async (): Promise<number> => {
      const before = asked('statuses.list');
      await halo.statuses.list();
      return asked('statuses.list') - before;
    };
    expect([await count(), await count()]).toEqual([1, 0]);
    now = 1_000;
    expect(await count()).toBe(1);
    await halo.statuses.create({ name: 'Waiting for parts' });
    expect(await count()).toBe(1);
  });

  it('keeps nothing of other resources, and hands out copies', async () => {
    const halo = tenant.client({ middleware: [readCache()] });
    const before = asked('tickets.get');
    await halo.tickets.get(1234);
    await halo.tickets.get(1234);
    expect(asked('tickets.get') - before).toBe(2);
    const [team] = (await halo.teams.list()).items;
    const name = team?.name;
    if (team) team.name = 'changed by a caller';
    expect((await halo.teams.list()).items[0]?.name).toBe(name);
  });

  it('keeps no more answers than it may', async () => {
    const halo = tenant.client({ middleware: [readCache({ most: 1 })] });
    const before = asked('statuses.list') + asked('teams.list');
    for (const read of [() => halo.statuses.list(), () => halo.teams.list(), () => halo.statuses.list()]) await read();
    expect(asked('statuses.list') + asked('teams.list') - before).toBe(3);
  });
});

describe('events', () => {
  it('tell of requests, answers, retries and waits', async () => {
    const events: string[] = [];
    const halo = tenant.client({
      budget: { requests: 2, windowMs: 60_000 },
      fetch: (input, init) => fetch(input, init),
      onRequest: ({ operation }) => events.push(`request ${operation}`),
      onResponse: ({ operation, status, error, attempts }) => events.push(`response ${operation} ${status ?? error} after ${attempts}`),
      onRetry: ({ attempt, error }) => events.push(`retry after ${attempt}: ${error}`),
      onThrottle: ({ operation }) => events.push(`throttle ${operation}`),
    });
    tenant.sandbox.control.faults.add({ kind: 'status', status: 503, operation: 'tickets.get', count: 1 });
    await halo.tickets.get(1234);
    await halo.tickets.get(99999).catch(() => undefined);
    expect(events.filter((event) => !event.startsWith('throttle'))).toEqual([
      'request tickets.get',
      'retry after 1: HaloServerError',
      'response tickets.get 200 after 2',
      'request tickets.get',
      'response tickets.get HaloNotFoundError after 1',
    ]);
    expect(events).toContain('throttle tickets.get');
  });
});

describe('warnings', () => {
  it('in the answer to a write are told, and are no failure', async () => {
    const warned: unknown[] = [];
    const warn: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (response.status !== 201) return response;
      return Response.json({ ...((await response.json()) as object), _warning: 'The agent has another appointment' }, { status: 201 });
    };
    const logger = { warn: (message: string, fields: object) => void warned.push({ message, ...fields }) };
    const halo = tenant.client({ fetch: warn, onWarning: (event) => warned.push(event), logger });
    await halo.clients.create({ name: 'Warned' });
    await halo.clients.get(12);
    expect(warned).toEqual([
      { operation: 'clients.upsert', warning: 'The agent has another appointment' },
      { message: 'Halo warns', operation: 'clients.upsert', warning: 'The agent has another appointment' },
    ]);
  });
});

describe('asCurl', () => {
  it('shows the failed request with everything secret masked', async () => {
    const halo = tenant.client({ headers: { 'x-bypass': 'hush' } });
    const error = await halo.clients.update({ id: 987654, name: "O'Hara" }).catch((thrown: unknown) => thrown);
    const command = asCurl(error);
    expect(command).toContain(`-X POST '${tenant.url}/api/Client'`);
    expect(command).toContain("-H 'authorization: Bearer ***'");
    expect(command).toContain("-H 'x-bypass: ***'");
    expect(command).toContain(String.raw`[{"id":987654,"name":"O'\''Hara"}]`);
    expect(command).not.toContain('hush');
  });

  it('has nothing to show for other errors', () => {
    expect(asCurl(new Error('x'))).toBeUndefined();
    expect(asCurl('x')).toBeUndefined();
  });
});
