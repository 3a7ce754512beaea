import fc from 'fast-check';
import { HaloIncompleteListError } from 'halopsa';
import { findResource } from 'halopsa-catalogue';
import { propertyRuns } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../src/codec/rows.js';
import { type PageQuery, type PageSource, paginate } from '../src/paging/paginate.js';

/** What others do to the list between two requests: insert so many on top, delete the row at this share of the list. */
interface Mutation {
  readonly inserts: number;
  readonly deletes: readonly number[];
}

interface Server {
  /** Ids, newest first. */
  readonly list: number[];
  /** Ids that were there from the first request to the last. */
  readonly lasting: Set<number>;
  requests: number;
  load(query: PageQuery): Rows;
}

/** A list as Halo serves it, newest first, changed by others before each of its answers. */
function createServer(length: number, cap: number, mutations: readonly Mutation[]): Server {
  const list = Array.from({ length }, (_, index) => length - index);
  const server: Server = {
    list,
    lasting: new Set(list),
    requests: 0,
    load({ page_size: size, page_no: number }) {
      const mutation = mutations[server.requests];
      server.requests += 1;
      if (mutation && server.requests > 1) mutate(server, mutation);
      const rows = Math.min(Number(size), cap);
      const start = (Number(number) - 1) * rows;
      const page = list.slice(start, start + rows).map((id) => ({ id }));
      return { rows: page, recordCount: page.length === 0 ? 0 : list.length };
    },
  };
  return server;
}

function mutate({ list, lasting }: Server, { inserts, deletes }: Mutation): void {
  for (const share of deletes) {
    if (list.length === 0) break;
    const [gone] = list.splice(Math.floor(share * list.length), 1);
    lasting.delete(gone!);
  }
  for (let n = 0; n < inserts; n += 1) list.unshift(Math.max(0, ...list, ...lasting, 100_000 + n) + 1);
}

const sourceOf = (load: PageSource['load'], more: Partial<PageSource> = {}): PageSource => ({
  resource: findResource('tickets')!,
  pageSize: 10,
  concurrency: 3,
  takesCount: false,
  limit: Number.POSITIVE_INFINITY,
  load,
  ...more,
});

async function read(source: PageSource): Promise<{ ids: number[]; error: unknown }> {
  const ids: number[] = [];
  try {
    for await (const page of paginate(source)) ids.push(...page.map((row) => Number(row.id)));
    return { ids, error: undefined };
  } catch (error) {
    return { ids, error };
  }
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  inserts: fc.integer({ min: 0, max: 3 }),
  deletes: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 2 }),
});
const quiet: Mutation = { inserts: 0, deletes: [] };
const busy = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(quiet) }, { weight: 2, arbitrary: mutation }), { maxLength: 40 });

describe('pager under concurrent change', () => {
  it('yields every lasting row exactly once, or says that it cannot', async () => {
    let complete = 0;
    let total = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.nat(120),
        fc.integer({ min: 3, max: 12 }),
        busy,
        fc.integer({ min: 1, max: 5 }),
        async (scheduler, length, cap, mutations, concurrency) => {
          const server = createServer(length, cap, mutations);
          const load = scheduler.scheduleFunction(async (query: PageQuery) => server.load(query));
          const result = read(sourceOf(load, { concurrency }));
          await scheduler.waitFor(result);
          const { ids, error } = await result;
          expect(new Set(ids).size, 'no row twice').toBe(ids.length);
          total += 1;
          if (error !== undefined) {
            expect(error).toBeInstanceOf(HaloIncompleteListError);
            return;
          }
          complete += 1;
          const missing = [...server.lasting].filter((id) => !ids.includes(id));
          expect(missing, 'no row silently lost').toEqual([]);
        },
      ),
      { ...propertyRuns(300, 5000) },
    );
    expect(complete / total, 'giving up is the exception').toBeGreaterThan(0.8);
  });

  it('reads on through a stream of inserts without giving up', async () => {
    const server = createServer(
      500,
      10,
      Array.from({ length: 500 }, (_, index) => ({ inserts: index % 3 === 0 ? 1 : 0, deletes: [] })),
    );
    const { ids, error } = await read(sourceOf(async (query) => server.load(query), { concurrency: 1 }));
    expect(error).toBeUndefined();
    expect([...server.lasting].filter((id) => !ids.includes(id))).toEqual([]);
    expect(server.requests).toBeLessThan(80);
  });
});

describe('pager against servers of other minds', () => {
  const ids = (count: number): { id: number }[] => Array.from({ length: count }, (_, index) => ({ id: count - index }));

  it.each([1, 7, 10, 50, 100])('goes by the rows that come when pages are cut to %i', async (cap) => {
    const server = createServer(237, cap, []);
    const { ids: got, error } = await read(sourceOf(async (query) => server.load(query), { pageSize: 100 }));
    expect(error).toBeUndefined();
    expect(got).toHaveLength(237);
    expect(server.requests).toBe(cap >= 237 ? 1 : Math.ceil(237 / cap) + 1);
  });

  it('reads until nothing new comes when the server counts nothing', async () => {
    const server = createServer(95, 10, []);
    const { ids: got } = await read(sourceOf(async (query) => ({ ...server.load(query), recordCount: undefined })));
    expect(got).toHaveLength(95);
  });

  it('stops at a repeated page and says what is missing', async () => {
    const { ids: got, error } = await read(sourceOf(async () => ({ rows: ids(10), recordCount: 40 })));
    expect(got).toHaveLength(10);
    expect(error).toMatchObject({ code: 'halo/incomplete-list', expected: 40, received: 10 });
    expect(String(error)).toContain('every page with the first one');
  });

  it('takes everything at once from a server that ignores the page size', async () => {
    let requests = 0;
    const { ids: got } = await read(sourceOf(async () => ({ rows: ids(385), recordCount: ++requests && 385 })));
    expect(got).toHaveLength(385);
    expect(requests).toBe(1);
  });

  it('says so when the server stops sending before its own count', async () => {
    const server = createServer(30, 10, []);
    const { error } = await read(sourceOf(async (query) => ({ rows: server.load(query).rows, recordCount: 45 })));
    expect(error).toMatchObject({ expected: 45, received: 30 });
  });

  it('reads no page beyond a limit', async () => {
    const server = createServer(1000, 10, []);
    const { ids: got } = await read(sourceOf(async (query) => server.load(query), { limit: 25, concurrency: 1 }));
    expect(got).toHaveLength(25);
    expect(server.requests).toBe(3);
  });

  it('counts rows that nothing tells apart', async () => {
    const rows = Array.from({ length: 10 }, () => ({ id: 0 }));
    let requests = 0;
    const { ids: got } = await read(
      sourceOf(async () => ({ rows: ++requests > 3 ? [] : rows.map((row) => ({ ...row, requests })), recordCount: 30 })),
    );
    expect(got).toHaveLength(30);
  });

  it('asks an unpaged list for its count when it was cut', async () => {
    const resource = findResource('crmNotes')!;
    const load = async ({ count = 50 }: PageQuery): Promise<Rows> => ({ rows: ids(120).slice(0, Number(count)), recordCount: 120 });
    const { ids: got, error } = await read(sourceOf(load, { resource, takesCount: true }));
    expect(error).toBeUndefined();
    expect(got).toHaveLength(120);
  });

  it('walks back a feed by its cursor', async () => {
    const resource = findResource('feed')!;
    const all = ids(120);
    const load = async ({ older_than_id: older = 1000, count = 50 }: PageQuery): Promise<Rows> => {
      const rows = all.filter(({ id }) => id < Number(older)).slice(0, Number(count));
      return { rows, recordCount: rows.length };
    };
    const { ids: got } = await read(sourceOf(load, { resource, takesCount: true }));
    expect(got).toEqual(all.map(({ id }) => id));
  });
});
