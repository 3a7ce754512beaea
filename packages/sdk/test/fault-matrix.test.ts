import {
  HaloAmbiguousWriteError,
  HaloAPIError,
  HaloConnectionError,
  HaloError,
  HaloRateLimitError,
  HaloServerError,
  HaloTimeoutError,
  HaloTokenError,
} from 'halopsa';
import type { FaultRule } from 'halopsa-sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.js';

/** A few strikes, which the client outlasts, and no end of them, which it cannot. */
const faults: Record<string, FaultRule> = {
  '429 without Retry-After': { kind: 'status', status: 429 },
  '429 with Retry-After': { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
  '500': { kind: 'status', status: 500 },
  '503': { kind: 'status', status: 503 },
  'HTML 502': { kind: 'html', status: 502 },
  'reset before acting': { kind: 'reset', phase: 'before' },
  'reset after acting': { kind: 'reset', phase: 'after' },
  'truncated JSON': { kind: 'truncated', phase: 'after' },
  'cut body': { kind: 'cut', phase: 'after' },
  '500 after acting': { kind: 'status', status: 500, phase: 'after' },
};

describe('fault matrix', () => {
  let tenant: Tenant;
  // Filled without the client, so that what its request path does here is done by the tests alone.
  beforeAll(async () => {
    tenant = await startTenant({}, { timeoutMs: 2_000, concurrency: 4 });
    for (let n = 0; n < 450; n++) tenant.sandbox.control.put('tickets', { summary: `Fill ${n}` });
  });
  afterEach(() => tenant.sandbox.control.faults.clear());
  afterAll(() => tenant[Symbol.asyncDispose]());
  const total = async (): Promise<number> => (await tenant.halo.tickets.list({ page_size: 1 })).recordCount!;
  const strike = (rule: FaultRule): unknown => tenant.sandbox.control.faults.add(rule);
  const ticketsCalled = (summary: string): number =>
    tenant.sandbox.control.records('tickets').filter((ticket) => ticket.summary === summary).length;

  describe.each(Object.entries(faults))('%s', (name, fault) => {
    it('a list outlasts a few of them and is complete', async () => {
      const expected = await total();
      strike({ ...fault, operation: 'tickets.list', count: 3, skip: 1 });
      expect(await tenant.halo.tickets.listAll().toArray()).toHaveLength(expected);
    });

    it('a list that never recovers ends as a named error, with the status where there was one', async () => {
      strike({ ...fault, operation: 'tickets.list', skip: 2 });
      const error = await tenant.halo.tickets
        .listAll()
        .toArray()
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(HaloError);
      if (fault.status) expect(error).toMatchObject({ status: fault.status });
    });

    it('a create is never doubled', async () => {
      const summary = `Once: ${name}`;
      strike({ ...fault, operation: 'tickets.upsert', count: 1 });
      const outcome = await tenant.halo.tickets.create({ summary }).catch((thrown: unknown) => thrown);
      const made = ticketsCalled(summary);
      expect(made).toBeLessThanOrEqual(1);
      if (!(outcome instanceof Error)) return expect(made).toBe(1);
      // 429 and "no connection" prove that nothing happened, so they are never the end of a create.
      expect(outcome).not.toBeInstanceOf(HaloRateLimitError);
      if (outcome instanceof HaloServerError) expect(outcome.status).toBe(fault.status);
      else expect(outcome).toBeInstanceOf(HaloAmbiguousWriteError);
    });

    it('an update and a delete arrive in spite of it', async () => {
      const { id } = await tenant.halo.tickets.create({ summary: 'Before' });
      strike({ ...fault, operation: 'tickets.upsert', count: 2 });
      expect(await tenant.halo.tickets.update({ id, summary: 'After' })).toMatchObject({ id, summary: 'After' });
      tenant.sandbox.control.faults.clear();
      strike({ ...fault, operation: 'tickets.delete', count: 2 });
      expect(await tenant.halo.tickets.delete(id)).toMatchObject({ id });
      expect(tenant.sandbox.control.records('tickets').some((ticket) => ticket.id === id && !ticket.deleted)).toBe(false);
    });

    it('a token request outlasts it', async () => {
      strike({ ...fault, operation: 'token', count: 2 });
      expect((await tenant.client().tickets.list({ page_size: 1 })).items).toHaveLength(1);
    });
  });

  it('a hanging server ends in a timeout, or in doubt about a write', async () => {
    const halo = tenant.client({ timeoutMs: 50, maxRetries: 1 });
    await halo.tickets.list({ page_size: 1 });
    strike({ kind: 'hang' });
    await expect(halo.tickets.list()).rejects.toBeInstanceOf(HaloTimeoutError);
    await expect(halo.tickets.create({ summary: 'Hung' })).rejects.toMatchObject({
      code: 'halo/ambiguous-write',
      cause: expect.any(HaloTimeoutError),
    });
  });

  it('a token that expires in the middle of a list is replaced', async () => {
    const expected = await total();
    let pages = 0;
    const onPage = (): void => {
      pages += 1;
      if (pages === 2) tenant.sandbox.control.expireTokens();
    };
    expect(await tenant.halo.tickets.listAll({}, { onPage, concurrency: 3 }).toArray()).toHaveLength(expected);
  });

  it('one refresh serves all calls that were refused', async () => {
    const halo = tenant.client();
    await halo.tickets.list({ page_size: 1 });
    tenant.sandbox.control.expireTokens();
    tenant.sandbox.control.requestLog.clear();
    await Promise.all(Array.from({ length: 12 }, () => halo.tickets.list({ page_size: 1 })));
    const tokens = tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'token');
    expect(tokens).toHaveLength(1);
  });

  it('a permission that answers 401 is asked for twice and no more', async () => {
    const halo = tenant.client();
    strike({ kind: 'status', status: 401, operation: 'contracts.get' });
    await expect(halo.contracts.get(1)).rejects.toMatchObject({ status: 401, code: 'halo/authentication' });
    const asked = tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'contracts.get');
    expect(asked).toHaveLength(2);
  });

  it('a wrong secret is a token error that says what to do', async () => {
    const error = await tenant
      .client({ clientSecret: 'wrong' })
      .tickets.list()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloTokenError);
    expect(error).toMatchObject({
      status: 401,
      error: 'invalid_client',
      code: 'halo/token',
      nextStep: expect.stringContaining('View Applications'),
    });
  });

  it('nobody at the address is a connection error that never reached anybody', async () => {
    const gone = await startTenant();
    await gone[Symbol.asyncDispose]();
    const error = await gone
      .client({ fetch: globalThis.fetch })
      .tickets.list()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HaloConnectionError);
    expect(error).toMatchObject({ delivery: 'never-sent' });
  });

  it('an unknown tenant is a token error', async () => {
    const other = await startTenant({ tenants: { known: {} } });
    const error = await other
      .client({ tenant: 'unknown', maxRetries: 1 })
      .tickets.list()
      .catch((thrown: unknown) => thrown);
    await other[Symbol.asyncDispose]();
    expect(error).toBeInstanceOf(HaloTokenError);
    expect((error as HaloTokenError).status).toBeGreaterThanOrEqual(400);
  });

  it('a gateway that gave up on heavy work is asked once more and no further', async () => {
    strike({ kind: 'status', status: 504, operation: 'reports.get' });
    tenant.sandbox.control.requestLog.clear();
    await expect(tenant.halo.reports.get(45)).rejects.toMatchObject({ status: 504 });
    expect(tenant.sandbox.control.requestLog.list().filter(({ operation }) => operation === 'reports.get')).toHaveLength(2);
  });

  it('a redirect is not followed', async () => {
    strike({ kind: 'redirect', operation: 'tickets.get' });
    await expect(tenant.halo.tickets.get(1234)).rejects.toBeInstanceOf(HaloAPIError);
  });
});
