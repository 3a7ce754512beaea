import { findResource } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../src/codec/rows.js';
import { type PageQuery, paginate } from '../src/paging/paginate.js';
import { ChangingList, plain, read, sourceOf } from './changing-list.js';

const ids = (length: number): { id: number }[] => Array.from({ length }, (_, index) => ({ id: length - index }));

describe('pager', () => {
  it.each([3, 10, 50, 100, 101])('copes with a server that caps its pages at %i', async (cap) => {
    const server = new ChangingList(237, { ...plain, cap }, []);
    const { ids: got, error } = await read(sourceOf(server.load, { pageSize: 100 }));
    expect(error).toBeUndefined();
    expect(got).toHaveLength(237);
  });

  it.each([true, false])('copes with a server that cuts its pages as it likes (repeats its last page: %s)', async (repeatsLast) => {
    // 50 rows that come again as page 2 are what a server gives that ignores paging.
    for (const length of [49, 51, 99, 100, 144, 150, ...(repeatsLast ? [] : [50])]) {
      const server = new ChangingList(length, { ...plain, cap: 50, ownSize: true, repeatsLast }, []);
      const { ids: got, error } = await read(sourceOf(server.load, { pageSize: 100 }));
      expect(error).toBeUndefined();
      expect(got).toHaveLength(length);
    }
  });

  it('sorts as the caller asks, and proves the list by ids', async () => {
    const server = new ChangingList(250, plain, []);
    const { ids: got } = await read(sourceOf(server.load, { order: 'asked', pageSize: 100 }));
    expect(got).toHaveLength(250);
    expect(server.requests).toBe(6);
  });

  it('reads until nothing new comes when the server counts nothing', async () => {
    const server = new ChangingList(95, { ...plain, cap: 10 }, []);
    const { ids: got } = await read(sourceOf(async (query) => ({ ...(await server.load(query)), recordCount: undefined })));
    expect(got).toHaveLength(95);
  });

  it('stops at a repeated page and says what is missing', async () => {
    const { ids: got, error } = await read(sourceOf(async () => ({ rows: ids(10), recordCount: 40 })));
    expect(got).toHaveLength(10);
    expect(error).toMatchObject({ code: 'halo/incomplete-list', expected: 40, received: 10 });
    expect(String(error)).toContain('every page with the first one');
  });

  it('doubts a count of 50 for 50 rows, as a server gives that took the request for one without pages', async () => {
    const { error } = await read(sourceOf(async () => ({ rows: ids(50), recordCount: 50 }), { pageSize: 100 }));
    expect(error).toMatchObject({ code: 'halo/incomplete-list', received: 50 });
    expect(String(error)).toContain('every page with the first one');
  });

  it.each([10, 25, 49])('does so where %i rows were asked for, and is read on where pages stand behind', async (pageSize) => {
    const { error } = await read(sourceOf(async () => ({ rows: ids(50), recordCount: 50 }), { pageSize }));
    expect(error).toMatchObject({ code: 'halo/incomplete-list', received: 50 });
    const server = new ChangingList(130, plain, []);
    let isFirst = true;
    const load = async (query: PageQuery): Promise<Rows> => {
      const lost = isFirst;
      isFirst = false;
      return lost ? { ...(await server.load({ ...query, page_size: 50 })), recordCount: 50 } : server.load(query);
    };
    const { ids: got, error: none } = await read(sourceOf(load, { pageSize }));
    expect([none, got.length]).toEqual([undefined, 130]);
  });

  it('takes everything at once from a server that ignores the page size', async () => {
    let requests = 0;
    const { ids: got } = await read(sourceOf(async () => ({ rows: ids(385), recordCount: ++requests && 385 })));
    expect(got).toHaveLength(385);
    expect(requests).toBe(1);
  });

  it('says so when the server stops sending before its own count', async () => {
    const server = new ChangingList(30, { ...plain, cap: 10 }, []);
    const { error } = await read(sourceOf(async (query) => ({ rows: (await server.load(query)).rows, recordCount: 45 })));
    expect(error).toMatchObject({ expected: 45, received: 30 });
  });

  it('reads no page beyond a limit', async () => {
    const server = new ChangingList(1000, { ...plain, cap: 10 }, []);
    const { ids: got } = await read(sourceOf(server.load, { limit: 25, concurrency: 1 }));
    expect(got).toHaveLength(25);
    expect(server.requests).toBe(3);
  });

  it('counts rows that nothing tells apart', async () => {
    const load = async ({ page_no: number }: PageQuery): Promise<Rows> => ({
      rows: Number(number) > 3 ? [] : Array.from({ length: 10 }, () => ({ id: 0, number })),
      recordCount: 30,
    });
    const { ids: got, error } = await read(sourceOf(load));
    expect([error, got.length]).toEqual([undefined, 30]);
  });

  it('asks an unpaged list for its count when it was cut', async () => {
    const resource = findResource('crmNotes')!;
    const load = async ({ count = 50 }: PageQuery): Promise<Rows> => ({ rows: ids(120).slice(0, Number(count)), recordCount: 120 });
    const { ids: got, error } = await read(sourceOf(load, { resource, takesCount: true }));
    expect(error).toBeUndefined();
    expect(got).toHaveLength(120);
  });

  it('gives every row of a list without pages whose rows have one id, also where it asks again for all of them', async () => {
    const days = Array.from({ length: 70 }, (_, index) => ({ id: 0, agent_id: 1, day: index }));
    const whole = async ({ count = 50 }: PageQuery): Promise<Rows> => ({ rows: days.slice(0, Number(count)), recordCount: 70 });
    const rows: unknown[] = [];
    for await (const page of paginate(sourceOf(whole, { resource: findResource('crmNotes')!, takesCount: true }))) rows.push(...page);
    expect(rows).toEqual(days);
  });

  it.each([undefined, 60])('ends an emptied list where its first page held something (limit: %s)', async (limit) => {
    const asked: PageQuery[] = [];
    const load = async (page: PageQuery): Promise<Rows> => {
      asked.push(page);
      return { rows: asked.length === 1 ? ids(1) : [], recordCount: 2 };
    };
    const { ids: got, error } = await read(sourceOf(load, { order: 'asked', ...(limit !== undefined && { limit }) }));
    expect(got).toEqual([1]);
    expect(error).toMatchObject({ code: 'halo/incomplete-list' });
    expect(asked.every((page) => !Object.values(page).some(Number.isNaN))).toBe(true);
  });

  it.each([
    ['ignores the cursor', ids(10)],
    ['sends rows without it', Array.from({ length: 10 }, (_, index) => ({ id: undefined, index }))],
  ])('does not take the first window for a whole feed where the server %s', async (_, rows) => {
    const { error } = await read(sourceOf(async () => ({ rows, recordCount: rows.length }), { resource: findResource('feed')! }));
    expect(error).toMatchObject({ code: 'halo/incomplete-list', received: 10 });
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
