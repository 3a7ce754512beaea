import fc from 'fast-check';
import { HaloClient } from 'halopsa';
import { findResource, type Resource } from 'halopsa-catalogue';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../src/codec/rows.js';
import type { PageQuery, PageSource } from '../src/paging/paginate.js';
import { ChangingList, checkHistory, plain, read, sourceOf } from './changing-list.js';
import { quickClock } from './tenant.js';

const tickets = findResource('tickets')!;
const shape = (kind: 'envelope' | 'array', paging: Resource['paging'] = 'none'): Resource => ({
  ...tickets,
  list: kind === 'array' ? { kind } : { kind, key: 'tickets' },
  paging,
});
const ids = (length: number): { id: number }[] => Array.from({ length }, (_, index) => ({ id: length - index }));

/** A list of which nobody knows that it has pages: without both parameters the first 50 rows come, and those are counted. */
const cutAt50 =
  (list: ChangingList, isBare = false): PageSource['load'] =>
  async (query) => {
    const isPage = query['pageinate'] === true && query['page_no'] !== undefined;
    const { rows, recordCount } = await list.load(isPage ? query : { page_no: 1, page_size: 50, uncapped: true });
    return { rows, recordCount: isBare ? undefined : isPage ? recordCount : rows.length };
  };

async function readAsked(
  answer: (query: PageQuery) => Rows,
  more: Partial<PageSource> = {},
): Promise<{ got: number; error: unknown; asked: PageQuery[] }> {
  const asked: PageQuery[] = [];
  const load: PageSource['load'] = async (query) => {
    asked.push(query);
    return answer(query);
  };
  const { ids: got, error } = await read(sourceOf(load, { resource: shape('envelope'), pageSize: 100, order: 'fixed', ...more }));
  return { got: got.length, error, asked };
}

describe.each(['envelope', 'array'] as const)('a list without pages (%s) of 50 rows', (kind) => {
  const resource = shape(kind);
  const counted = (rows: { id: number }[], count = rows.length): Rows => ({ rows, recordCount: kind === 'array' ? undefined : count });
  const second = { pageinate: true, page_size: 49, page_no: 2 };

  it('is asked for the second page, and is whole where it comes over again', async () => {
    const { got, error, asked } = await readAsked(() => counted(ids(50)), { resource });
    expect([got, error, asked]).toEqual([50, undefined, [{}, second]]);
  });

  it('is whole where the second page holds the last of them alone, or nothing', async () => {
    for (const behind of [ids(1), []]) {
      const { got, error, asked } = await readAsked((query) => counted('page_no' in query ? behind : ids(50), 50), { resource });
      expect([got, error, asked.length]).toEqual([50, undefined, 2]);
    }
  });

  it.each([0, 1, 49, 51, 120])('is not asked again where it has %i', async (length) => {
    const { got, error, asked } = await readAsked(() => counted(ids(length)), { resource });
    expect([got, error, asked]).toEqual([length, undefined, [{}]]);
  });

  it('is read in pages where it has some, however many rows there are', async () => {
    for (const length of [50, 51, 98, 99, 100, 149, 150, 237]) {
      const server = new ChangingList(length, plain, []);
      const source = sourceOf(cutAt50(server, kind === 'array'), { resource, pageSize: 100, order: 'fixed' });
      const { ids: got, error } = await read(source);
      expect([error, got.length], `${length} rows`).toEqual([undefined, length]);
    }
  });
});

describe('a list that is cut to 50 rows', () => {
  it('loses no row silently while others write', async () => {
    const changes = fc.array(
      fc.record({
        creates: fc.nat(2),
        deletes: fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { maxLength: 2 }),
        toggles: fc.constant([]),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 45, max: 160 }), fc.integer({ min: 20, max: 100 }), changes, async (length, cap, history) => {
        const server = new ChangingList(length, { ...plain, cap }, history);
        await checkHistory(server, sourceOf(cutAt50(server), { resource: shape('envelope'), pageSize: 100, order: 'fixed' }));
      }),
      { ...propertyRuns(200, 5_000) },
    );
  }, 900_000);

  it('is asked for by count where it takes that, and is incomplete where that is cut too', async () => {
    const most = (total: number, { count = 50 }: PageQuery): Rows => {
      const rows = ids(total).slice(0, Math.min(1000, Number(count)));
      return { rows, recordCount: rows.length };
    };
    const readBy = (total: number) => readAsked((query) => most(total, query), { takesCount: true });
    expect(await readBy(130)).toMatchObject({ got: 130, error: undefined, asked: [{}, { count: 1000 }] });
    expect(await readBy(50)).toMatchObject({ got: 50, error: undefined });
    expect(await readBy(1200)).toMatchObject({ got: 1000, error: { code: 'halo/incomplete-list' } });
  });

  it('is incomplete where its rows have no key and pages stand behind', async () => {
    const resource = { ...shape('array'), key: [] };
    const rows = (from: number): Rows => ({
      rows: Array.from({ length: 50 }, (_, at) => ({ name: `${from + at}` })),
      recordCount: undefined,
    });
    const { error } = await readAsked((query) => rows('page_no' in query ? 50 : 0), { resource });
    expect(error).toMatchObject({ code: 'halo/incomplete-list' });
    expect(await readAsked(() => rows(0), { resource })).toMatchObject({ got: 50, error: undefined });
  });

  it('is seen where the contract names no pages', async () => {
    const asked: string[] = [];
    const all = ids(130);
    const fetcher = async (input: string | URL | Request): Promise<Response> => {
      const { pathname, searchParams: query } = new URL(String(input));
      if (pathname.includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
      asked.push(String(query));
      const [size, number] = query.has('pageinate') ? [Number(query.get('page_size')), Number(query.get('page_no'))] : [50, 1];
      const rows = all.slice((number - 1) * size, number * size);
      return Response.json({ record_count: query.has('pageinate') ? all.length : rows.length, events: rows });
    };
    const settings = { tenantUrl: 'https://x.example', clientId: 'x', clientSecret: 'x', clock: quickClock() };
    await using halo = new HaloClient({ ...settings, fetch: fetcher as typeof fetch });
    expect(findResource('events')).toMatchObject({ paging: 'none', list: { kind: 'envelope' } });
    expect(await halo.resource('events').listAll().toArray()).toHaveLength(130);
    expect(asked.slice(0, 2)).toEqual(['', 'pageinate=true&page_size=49&page_no=2']);
  });

  it('has a page behind its first one, and is incomplete where that is the first one again', async () => {
    let behind = ids(130).slice(50, 100);
    const fetcher = async (input: string | URL | Request): Promise<Response> => {
      const { pathname, searchParams: query } = new URL(String(input));
      if (pathname.includes('/token')) return Response.json({ access_token: 'x', expires_in: 3600 });
      return Response.json({ record_count: 50, tickets: query.get('page_no') === '2' ? behind : ids(50) });
    };
    const settings = { tenantUrl: 'https://x.example', clientId: 'x', clientSecret: 'x', clock: quickClock() };
    await using halo = new HaloClient({ ...settings, fetch: fetcher as typeof fetch });
    const page = await halo.tickets.list({ page_size: 100 });
    expect([page.items.length, page.hasNextPage]).toEqual([50, true]);
    expect((await page.nextPage())?.items.map(({ id }) => id)).toEqual(behind.map(({ id }) => id));
    behind = ids(50);
    await expect(page.nextPage()).rejects.toMatchObject({ code: 'halo/incomplete-list', received: 50 });
  });
});

describe('a bare array of a list that has pages', () => {
  it.each([50, 99, 100, 101, 250])('is read to its end (%i rows)', async (length) => {
    const server = new ChangingList(length, plain, []);
    const load: PageSource['load'] = async (query) => ({ ...(await server.load(query)), recordCount: undefined });
    const { ids: got, error } = await read(sourceOf(load, { resource: shape('array', 'page-number'), pageSize: 100, order: 'fixed' }));
    expect([error, got.length]).toEqual([undefined, length]);
  });
});
