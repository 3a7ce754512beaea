import { describe, expect, it } from 'vitest';
import { Page } from '../src/paging/page.js';
import { RowList } from '../src/paging/row-list.js';

describe('a page', () => {
  const pageOf = (more: Partial<ConstructorParameters<typeof Page<number>>[0]>): Page<number> =>
    new Page({ items: [1, 2], recordCount: 5, pageNo: 1, pageSize: 2, next: () => Promise.resolve(pageOf({ pageNo: 2 })), ...more });

  it.each([
    [{}, true],
    [{ pageNo: 2 }, true],
    [{ pageNo: 3, items: [5] }, false],
    [{ recordCount: 2 }, false],
    [{ recordCount: undefined }, true],
    [{ recordCount: undefined, items: [1] }, false],
    [{ items: [] }, false],
    [{ next: undefined }, false],
  ])('with %j has a next one: %s', async (more, expected) => {
    const page = pageOf(more);
    expect(page.hasNextPage).toBe(expected);
    expect((await page.nextPage())?.pageNo).toBe(expected ? 2 : undefined);
  });

  it('of 50 rows that counts no more has a next one, since so Halo answers a request that it did not take for one for a page', () => {
    const items = Array.from({ length: 50 }, (_, at) => at);
    const has = (more: object): boolean => pageOf({ items, recordCount: 50, pageSize: 100, ...more }).hasNextPage;
    expect([has({}), has({ pageSize: 50 }), has({ pageNo: 2, pageSize: 50, recordCount: 100 }), has({ next: undefined })]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(has({ items: items.slice(1), recordCount: 49 })).toBe(false);
  });

  it('is iterated row by row', () => {
    expect([...pageOf({})]).toEqual([1, 2]);
  });
});

describe('a whole list', () => {
  const list = new RowList(async function* () {
    yield [1, 2];
    yield [];
    yield [3];
  });

  it('is read by rows, by pages that have any, and at once', async () => {
    const rows: number[] = [];
    for await (const row of list) rows.push(row);
    const pages: (readonly number[])[] = [];
    for await (const page of list.pages()) pages.push(page);
    expect(rows).toEqual([1, 2, 3]);
    expect(pages).toEqual([[1, 2], [3]]);
    expect(await list.toArray()).toEqual([1, 2, 3]);
  });
});
