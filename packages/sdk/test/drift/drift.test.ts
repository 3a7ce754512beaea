import { HaloDriftError, openTelemetry } from 'halopsa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.js';
import { startTenant, type Tenant } from '../tenant.js';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant[Symbol.asyncDispose]());

describe('drift', () => {
  it.each([
    ['tickets.get', { id: 1, summary: 'x', client_id: 5, hasbeenclosed: true }, []],
    ['tickets.get', { id: 1, invented_field: 'private' }, [{ path: 'invented_field', kind: 'unknown-field', found: 'string' }]],
    ['tickets.get', { id: 1, summary: 5 }, [{ path: 'summary', kind: 'wrong-type', expected: 'string', found: 'number' }]],
    [
      'tickets.get',
      { id: 1, customfields: [{ id: 5, value: { any: 1 } }, { id: 'x' }] },
      [{ path: 'customfields[].id', kind: 'wrong-type', expected: 'int' }],
    ],
    ['tickets.get', { id: 1, customfields: 'none' }, [{ path: 'customfields', kind: 'wrong-type', found: 'string' }]],
    ['tickets.get', { id: 1, summary: null }, []],
    ['tickets.get', { id: 1.5 }, []],
    [
      'tickets.list',
      {
        record_count: 1,
        tickets: [
          { id: 1, nonsense: true },
          { id: 2, nonsense: 1 },
        ],
      },
      [{ path: 'nonsense', kind: 'unknown-field' }],
    ],
    ['teams.list', [{ id: 1, name: 'x' }], []],
    ['tickets.zapier', { anything: 1 }, []],
    ['GET /Nowhere', { anything: 1 }, []],
    ['tickets.get', undefined, []],
  ])('%s: %o', (operation, value, expected) => {
    expect(findDrift(operation, value)).toMatchObject(expected);
    expect(findDrift(operation, value)).toHaveLength(expected.length);
  });

  it('never tells a value', () => {
    expect(JSON.stringify(findDrift('tickets.get', { id: 1, invented: 'private', summary: 12345 }))).not.toMatch(/private|12345/);
  });

  it('stops counting at a hundred', () => {
    const record = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`new_${n}`, n]));
    expect(findDrift('tickets.get', { id: 1, ...record })).toHaveLength(100);
  });

  it('throws, warns or stays silent as the client was told', async () => {
    const odd: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!/Tickets\/1234/.test(String(input))) return response;
      return Response.json({ ...((await response.json()) as object), brand_new: 1 });
    };
    const warned: unknown[] = [];
    const logger = { warn: (message: string, fields: unknown) => void warned.push([message, fields]) };
    await expect(tenant.client({ fetch: odd, validate: 'throw' }).tickets.get(1234)).rejects.toBeInstanceOf(HaloDriftError);
    await expect(tenant.client({ fetch: odd, validate: 'throw' }).tickets.get(1234)).rejects.toThrow('brand_new is new');
    await tenant.client({ fetch: odd, validate: 'warn', logger }).tickets.get(1234);
    expect(JSON.stringify(warned)).toContain('brand_new');
    await tenant.client({ fetch: odd, validate: 'silent' }).tickets.get(1234);
  });
});

describe('OpenTelemetry', () => {
  const recording = () => {
    const spans: Record<string, unknown>[] = [];
    const durations: unknown[] = [];
    const api = {
      trace: {
        getTracer: () => ({
          startActiveSpan: (name: string, work: (span: object) => unknown) => {
            const span: Record<string, unknown> = { name };
            spans.push(span);
            return work({
              setAttribute: (key: string, value: unknown) => (span[key] = value),
              setStatus: (status: object) => Object.assign(span, { status }),
              recordException: () => undefined,
              end: () => (span.ended = true),
            });
          },
        }),
      },
      metrics: { getMeter: () => ({ createHistogram: () => ({ record: (_: number, attributes: object) => durations.push(attributes) }) }) },
    };
    return { api, spans, durations };
  };

  it('makes a span and a measurement of each call', async () => {
    const { api, spans, durations } = recording();
    const halo = tenant.client({ middleware: [await openTelemetry(() => Promise.resolve(api))] });
    await halo.tickets.get(1234);
    await halo.tickets.get(99999).catch(() => undefined);
    expect(spans).toMatchObject([
      { name: 'halo tickets.get', 'http.response.status_code': 200, 'halo.attempts': 1, ended: true },
      { name: 'halo tickets.get', 'http.response.status_code': 404, 'error.type': 'HaloNotFoundError', ended: true },
    ]);
    expect(durations).toMatchObject([{ outcome: 'ok' }, { outcome: 'error' }]);
  });

  it('does nothing where the API is not installed', async () => {
    const halo = tenant.client({ middleware: [await openTelemetry()] });
    expect(await halo.tickets.get(1234)).toMatchObject({ id: 1234 });
  });
});
