import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { ActionRegistry, hashKey, type LocalServer, serveActions, toolsets } from 'halopsa-connector';
import { propertyRuns } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonParts } from '../src/json-parts.js';
import { digestOf } from '../src/mcp/digest.js';
import { fitBudget } from '../src/mcp/fit-budget.js';
import { StdioTransport } from '../src/mcp/stdio-transport.js';
import { runContract } from '../src/swimlane/runner.js';
import { openDesk } from './support/desk.js';
import { talk } from './support/mcp-client.js';

let service: LocalServer;
const desk = openDesk();
beforeAll(async () => {
  const keys = [{ name: 'test', hash: hashKey('key'), toolsets, writes: true, deletes: true }];
  service = await serveActions({ registry: new ActionRegistry(), client: desk.client, keys, version: '1', perMinute: 10_000 });
});
afterAll(() => service.close());

describe('a member that stands twice in one object, of which one would be lost, is refused', () => {
  const twice = '{"json_body":[{"summary":"one","summary":"two"}]}';
  const requests = (): number => desk.sandbox.control.requestLog.list().length;

  test('in a body of the service, with its place', async () => {
    const before = requests();
    const answer = await fetch(`${service.url}/v1/actions/halo_tickets_upsert`, {
      method: 'POST',
      headers: { authorization: 'Bearer key' },
      body: twice,
    });
    const { error } = (await answer.json()) as { error: { message: string } };
    expect([answer.status, error.message]).toEqual([
      400,
      expect.stringMatching(/the name "summary" stands twice in one object \(line 1, column 32\)\. Nothing was sent\./),
    ]);
    expect(requests()).toBe(before);
  });

  test('in JSON that stands in a text', async () => {
    const { call } = await talk({ desk, policy: { toolsets: ['all'], allowWrites: true } });
    const { isError, text } = await call('call_operation', { id: 'tickets.upsert', json_body: '[{"summary":"one","summary":"two"}]' });
    expect([isError, text]).toEqual([true, expect.stringContaining('stands twice in one object')]);
  });

  test('in a line of the standard input', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const transport = new StdioTransport(input, output);
    await transport.start();
    input.write('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","name":"b"}}\n');
    const [line] = (await output.iterator().next()).value.toString().split('\n') as string[];
    await transport.close();
    expect(JSON.parse(line!)).toMatchObject({ id: null, error: { code: -32600, message: expect.stringContaining('stands twice') } });
  });

  test('in a payload of Swimlane', async () => {
    let said = '';
    const streams = {
      stdin: (async function* () {
        yield twice;
      })(),
      stdout: { write: (text: string) => (said += text) },
    };
    expect(await runContract('create_tickets', streams, { fetch: desk.sandbox.fetch } as never)).toBe(1);
    expect(said).toContain('a name stands twice in one object of the payload');
  });
});

describe('what is done with a payload', () => {
  test('its JSON is written in parts as it is written whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...jsonParts(value)].join('')).toBe(JSON.stringify(value));
      }),
      propertyRuns(200, 5000),
    );
    expect([...jsonParts({ a: undefined, b: [undefined, 1] })].join('')).toBe(JSON.stringify({ a: undefined, b: [undefined, 1] }));
  });

  test('its digest does not know the order of members, and knows everything else', async () => {
    const one = await digestOf({ a: 1, b: { c: [1, 2], d: 'x' } });
    expect(await digestOf({ b: { d: 'x', c: [1, 2] }, a: 1 })).toEqual(one);
    const others = [
      { a: 1, b: { c: [2, 1], d: 'x' } },
      { a: 1, b: { c: [1, 2], d: 'y' } },
      { a: '1', b: { c: [1, 2], d: 'x' } },
    ];
    for (const other of others) expect((await digestOf(other)).digest).not.toBe(one.digest);
  });

  test('its digest is made in slices', async () => {
    const large = Array.from({ length: 100_000 }, (_, at) => ({ [`x${at}`]: at }));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (turns < 1000) setImmediate(count);
    };
    setImmediate(count);
    await digestOf(large);
    expect(turns).toBeGreaterThan(2);
  });

  test('a preview looks at no more of it than it shows', () => {
    let looked = 0;
    const watched = <Value extends object>(value: Value): Value =>
      new Proxy(value, {
        get: (target, name) => {
          looked += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
    const members = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`x${at}`, at]));
    const rows = Array.from({ length: 50_000 }, (_, at) => ({ id: at, text: 'x'.repeat(100) }));
    fitBudget({ members: watched(members), rows: watched(rows) }, 4000, new Set());
    fitBudget({ rows: watched(rows) }, 4000, new Set());
    expect(looked).toBeLessThan(20_000);
  });

  test('a preview keeps to its budget', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 50, max: 500 }), (value, budget) => {
        expect(Buffer.byteLength(JSON.stringify(fitBudget(value, budget, new Set())))).toBeLessThanOrEqual(budget);
      }),
      propertyRuns(200, 5000),
    );
  });
});
