import { gzipSync } from 'node:zlib';
import { ActionRegistry, hashKey, type LocalServer, serveActions, toolsets } from 'halopsa-connector';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JsonCounter, parseWithin } from '../src/http/read-json.js';
import { type Desk, openDesk } from './support/desk.js';
import { talk } from './support/mcp-client.js';

// What is quadratic in its input takes minutes here and fails by the limit of time that every test has.
let desk: Desk;
let service: LocalServer;
beforeAll(async () => {
  desk = openDesk();
  const keys = [{ name: 'test', hash: hashKey('key'), toolsets, writes: true, deletes: true }];
  service = await serveActions({ registry: new ActionRegistry(), client: desk.client, keys, version: '1', perMinute: 10_000 });
});
afterAll(() => service.close());

const post = async (action: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<[number, string]> => {
  const answer = await fetch(`${service.url}/v1/actions/${action}`, {
    method: 'POST',
    headers: { authorization: 'Bearer key', ...headers },
    body: typeof body === 'string' ? body : Uint8Array.from(body),
  });
  return [answer.status, await answer.text()];
};
const members = (count: number, value: unknown = 1): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, value]));

describe('an input with very many errors', () => {
  test.each([
    ['unknown members', 'get_tickets', members(9_000)],
    ['unknown members of an operation', 'halo_tickets_list', { parameters: members(9_000) }],
    ['null members', 'halo_tickets_list', { parameters: members(9_000, null) }],
    ['wrong elements', 'halo_tickets_upsert', { json_body: Array.from({ length: 1000 }, () => 'x') }],
    [
      'records that are wrong alike',
      'halo_tickets_upsert',
      { json_body: Array.from({ length: 1000 }, () => ({ id: null, agent_id: null })) },
    ],
  ])('%s: names some of them, and says how many more there are', async (_, action, input) => {
    const [status, text] = await post(action, JSON.stringify(input));
    expect([status, text.length < 20_000, text.includes('more errors')], text.slice(0, 300)).toEqual([400, true, true]);
    const { error } = JSON.parse(text) as { error: { errors: Record<string, string[]> } };
    expect(Object.values(error.errors).flat().length).toBeLessThanOrEqual(21);
  });

  test('is refused at once where one object has more members than any record', async () => {
    const [status, text] = await post('get_tickets', JSON.stringify(members(25_000)));
    expect([status, text]).toEqual([400, expect.stringContaining('one object has more than 10000 names')]);
  });

  test('names no member at length', async () => {
    const [status, text] = await post('get_tickets', JSON.stringify({ ['x'.repeat(200_000)]: 1 }));
    expect([status, text.length < 2000]).toEqual([400, true]);
  });
});

describe('what a body may have', () => {
  test('is bounded in values, depth and bytes, packed or not', async () => {
    const [values] = await post('get_tickets', `{"a":[${'1,'.repeat(300_000)}1]}`);
    const [deep] = await post('get_tickets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const [bytes] = await post('get_tickets', `"${'x'.repeat(33 * 1024 * 1024)}"`);
    const [unpacked] = await post('get_tickets', gzipSync(`"${'x'.repeat(33 * 1024 * 1024)}"`), { 'content-encoding': 'gzip' });
    const [packed] = await post('get_tickets', gzipSync('{"page_size": 1}'), { 'content-encoding': 'gzip' });
    expect([values, deep, bytes, unpacked, packed]).toEqual([413, 400, 413, 413, 200]);
  });

  test('is bounded in escapes, each of which is read by itself', async () => {
    const [many, text] = await post('get_tickets', `{"a":"${'\\u0041'.repeat(1_000_001)}"}`);
    expect([many, text]).toEqual([413, expect.stringContaining('more than 1000000 escapes')]);
  });

  test('is counted in one pass over its bytes, wherever they are cut', () => {
    const text = JSON.stringify({ a: ['"[{,\\', { b: [] }], 'c,]': '\\"' });
    for (let at = 0; at <= text.length; at += 1) {
      const counter = new JsonCounter();
      counter.take(Buffer.from(text.slice(0, at)));
      counter.take(Buffer.from(text.slice(at)));
      expect([counter.deepest, counter.values]).toEqual([4, 7]);
    }
  });

  test('is looked at in slices, between which others have their turn', async () => {
    const bytes = Buffer.from(JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) }));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (turns < 1000) setImmediate(count);
    };
    setImmediate(count);
    await parseWithin(bytes, { bytes: 1e9, values: 10 });
    expect(turns).toBeGreaterThan(10);
  });
});

describe('text that is read as something', () => {
  test.each([
    ['brackets that are not closed', `SELECT ${'['.repeat(100_000)}`],
    ['quotes that are not closed', `SELECT ${"'a".repeat(50_001)}`],
    ['a long number', `SELECT ${'1'.repeat(100_000)}x AS n`],
    ['parentheses', `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)} AS n`],
    ['a chain', `SELECT ${'1+'.repeat(50_000)}1 AS n`],
    ['signs', `SELECT ${'- '.repeat(50_000)}1 AS n`],
    ['negations', `SELECT 1 AS n WHERE ${'NOT '.repeat(40_000)}1 = 1`],
    ['cases', `SELECT ${'CASE WHEN 1=1 THEN '.repeat(10_000)}1${' END'.repeat(10_000)} AS n`],
    ['unions', `SELECT 1 AS n ${'UNION SELECT 1 '.repeat(10_000)}`],
    ['derived tables', `${'SELECT * FROM ('.repeat(10_000)}SELECT 1 AS n${') AS t'.repeat(10_000)}`],
    ['more than any statement has', `SELECT '${'x'.repeat(1_000_000)}' AS n`],
  ])('SQL of %s is refused or answered, and nothing else fails', async (_, sql) => {
    const [status, text] = await post('run_sql_query', JSON.stringify({ sql }));
    expect([200, 400, 502], text.slice(0, 300)).toContain(status);
    expect(text).not.toMatch(/call stack|connector\/unexpected/);
    const { call } = await talk({ desk, policy: { toolsets: ['all'] } });
    expect((await call('run_sql_query', { sql })).text).not.toMatch(/call stack|report it/);
  });

  test('many conditions are answered', async () => {
    const any = Array.from({ length: 3000 }, (_, at) => `Faultid = ${at}`).join(' OR ');
    const [status, text] = await post('run_sql_query', JSON.stringify({ sql: `SELECT COUNT(*) AS n FROM FAULTS WHERE ${any}` }));
    expect([status, JSON.parse(text)]).toMatchObject([200, { count: 1 }]);
  });

  test('a search of very many words is looked for by its first ones, or refused', async () => {
    let looked = 0;
    const { call } = await talk({ desk });
    const spy = String.prototype.includes;
    String.prototype.includes = function (this: string, ...given: Parameters<typeof spy>) {
      looked += 1;
      return spy.apply(this, given);
    };
    const long = await call('search_operations', { query: 'ab '.repeat(33_000) });
    const many = await call('search_operations', { query: Array.from({ length: 200 }, (_, at) => `w${at}`).join(' ') });
    String.prototype.includes = spy;
    expect([long.isError, many.isError]).toEqual([true, false]);
    expect(looked).toBeLessThan(2 * 30 * 1800);
  });
});

test('a caller that goes away takes its request along', async () => {
  const { sandbox } = desk;
  let [asked, aborted] = [false, false];
  const hanging: typeof fetch = (input, init) => {
    if (String(input instanceof Request ? input.url : input).includes('/auth/')) return sandbox.fetch(input, init);
    asked = true;
    return new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => {
        aborted = true;
        reject(init.signal!.reason as Error);
      });
    });
  };
  const { client } = openDesk({}, { fetch: hanging });
  const keys = [{ name: 'test', hash: hashKey('key'), toolsets, writes: false, deletes: false }];
  const own = await serveActions({ registry: new ActionRegistry(), client, keys, version: '1' });
  const leaving = new AbortController();
  const sent = fetch(`${own.url}/v1/actions/get_tickets`, {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: '{}',
    signal: leaving.signal,
  }).catch(() => undefined);
  while (!asked) await new Promise((resolve) => setImmediate(resolve));
  leaving.abort();
  await sent;
  while (!aborted) await new Promise((resolve) => setImmediate(resolve));
  await own.close();
});
