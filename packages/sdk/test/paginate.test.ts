import { findResource, type Resource } from 'halopsa-catalogue';
import { describe, expect, it } from 'vitest';
import { HaloIncompleteListError } from '../src/errors/list-and-write-errors.js';
import { type PageQuery, type PageSource, paginate } from '../src/paging/paginate.js';

const tickets = findResource('tickets')!;

interface Answer {
  readonly rows: readonly { id?: number; name?: string }[];
  readonly recordCount?: number | undefined;
}

/** Rows with these ids. */
const ids = (from: number, to: number): { id: number }[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => ({ id: from + n }));

/** Reads a list whose pages are answered by a function, and keeps what was asked for. */
async function read(
  answer: (query: PageQuery, call: number) => Answer,
  more: Partial<PageSource> = {},
): Promise<{ rows: unknown[]; asked: PageQuery[]; told: unknown[] }> {
  const asked: PageQuery[] = [];
  const told: unknown[] = [];
  const rows: unknown[] = [];
  const source: PageSource = {
    resource: tickets,
    pageSize: 3,
    concurrency: 1,
    takesCount: true,
    limit: Number.POSITIVE_INFINITY,
    load: async (query) => {
      asked.push(query);
      const { rows: found, recordCount } = answer(query, asked.length);
      return { rows: found, recordCount } as Awaited<ReturnType<PageSource['load']>>;
    },
    onPage: (progress) => told.push(progress),
    ...more,
  };
  for await (const page of paginate(source)) rows.push(...page);
  return { rows, asked, told };
}

/** What is known of the counts of a list, nothing at first. */
function newCounts(): NonNullable<PageSource['counts']> {
  const known = new Set<boolean>();
  return { areWhole: () => known.has(true), noteWhole: () => void known.add(true) };
}

const page = (n: number, size = 3): PageQuery => ({ pageinate: true, page_size: size, page_no: n });
/** The page that was asked for out of all rows, of so many rows at most. */
const cut = (all: readonly { id: number }[], { page_no: number, page_size: asked }: PageQuery, most = 3): Answer => {
  const size = Math.min(most, Number(asked));
  const rows = all.slice((Number(number) - 1) * size, Number(number) * size);
  return { rows, recordCount: rows.length > 0 ? all.length : 0 };
};
/** A server with so many rows in pages. */
const stable =
  (total: number, most = 3) =>
  (query: PageQuery): Answer =>
    cut(ids(1, total), query, most);
const shape = (list: Resource['list'], paging: Resource['paging'] = 'page-number'): Resource => ({ ...tickets, list, paging });

describe('a list in numbered pages', () => {
  it('reads pages that overlap, and tells its progress', async () => {
    const { rows, asked, told } = await read(stable(12, 8), { pageSize: 8 });
    expect(rows).toEqual(ids(1, 12));
    // Nobody can sort this list, so that its first page shows in the end whether its order was kept.
    expect(asked).toEqual([page(1, 8), page(2, 7), page(1, 8)]);
    expect(told).toEqual([
      { received: 8, expected: 12 },
      { received: 12, expected: 12 },
      { received: 12, expected: 12 },
    ]);
  });

  it('of less than a page takes one request, and one more the first time, since its count may be that of the answer alone', async () => {
    const counts = newCounts();
    const { rows, asked } = await read(stable(3), { pageSize: 8, counts });
    expect(rows).toEqual(ids(1, 3));
    expect(asked).toEqual([page(1, 8), page(2, 2)]);
    expect((await read(stable(3), { pageSize: 8, counts })).asked).toEqual([page(1, 8)]);
    expect((await read(stable(1), { pageSize: 8 })).asked).toEqual([page(1, 8)]);
  });

  it('of less than a page takes one request where a longer one has shown that the server counts them all', async () => {
    const counts = newCounts();
    await read(stable(30), { pageSize: 8, counts });
    expect((await read(stable(3), { pageSize: 8, counts })).asked).toEqual([page(1, 8)]);
  });

  it.each([30, 49, 51])(
    'is whole where the server has no pages for it and sends all of it whatever is asked for (%i rows)',
    async (total) => {
      const { rows, asked } = await read(() => ({ rows: ids(1, total), recordCount: total }), { pageSize: 100 });
      expect([rows.length, asked.length]).toEqual([total, 2]);
    },
  );

  it.each([29, 50])('is whole where the server cuts its pages to 50 whatever is asked for (%i rows)', async (total) => {
    const { rows, asked } = await read(({ page_no: at }) => ({ rows: at === 1 ? ids(1, total) : [], recordCount: at === 1 ? total : 0 }), {
      pageSize: 100,
    });
    expect([rows.length, asked.length]).toEqual([total, 2]);
  });

  it('of just a page is asked for one more, since its count may be that of the answer alone', async () => {
    const { rows, asked } = await read(stable(8, 8), { pageSize: 8 });
    expect(rows).toEqual(ids(1, 8));
    expect(asked).toEqual([page(1, 8), page(2, 7)]);
  });

  it('whose pages no page can overlap is looked at again from its first page where ids leave room between them', async () => {
    const { rows, asked } = await read(
      (query) =>
        cut(
          ids(1, 5).map(({ id }) => ({ id: id * 2 })),
          query,
          2,
        ),
      { pageSize: 2 },
    );
    expect(rows).toHaveLength(5);
    expect(asked).toEqual([page(1, 2), page(2, 2), page(3, 2), page(1, 2)]);
  });

  it('without rows takes one request', async () => {
    expect(await read(() => ({ rows: [], recordCount: 0 }))).toMatchObject({ rows: [], asked: [page(1)] });
  });

  it('goes on by the rows that came where the server cuts its pages shorter than asked', async () => {
    const { rows, asked } = await read(stable(5, 2));
    expect(rows).toEqual(ids(1, 5));
    expect(asked).toEqual([page(1), page(2, 2), page(3, 2), page(1, 2)]);
  });

  it('stops at the limit, in the middle of a page', async () => {
    const { rows, asked } = await read(stable(20), { limit: 5 });
    expect(rows).toEqual(ids(1, 5));
    expect(asked).toEqual([page(1), page(2, 2), page(2)]);
  });

  it('stops after the first page where that is enough', async () => {
    expect((await read(stable(20), { limit: 3 })).asked).toEqual([page(1)]);
    expect((await read(stable(20), { limit: 2 })).rows).toEqual(ids(1, 2));
  });

  it('that ends short of its count is an error with both figures', async () => {
    const error = await read((query) => (Number(query.page_no) > 2 ? { rows: [], recordCount: 0 } : stable(9)(query))).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(HaloIncompleteListError);
    expect(error).toMatchObject({ expected: 9, received: 6 });
    expect((error as Error).message).toContain('tickets.list');
  });

  it('that answers every page with the first one says so', async () => {
    const error = await read(() => ({ rows: ids(1, 3), recordCount: 9 })).catch((e: unknown) => e);
    expect(error).toMatchObject({ expected: 9, received: 3 });
    expect((error as Error).message).toContain('it answers every page with the first one');
  });

  it('gives a row once although an insert shows it twice', async () => {
    let inserted = false;
    const { rows } = await read((query) => {
      const all = inserted ? [{ id: 100 }, ...ids(1, 8)] : ids(1, 8);
      inserted ||= query.page_no === 2;
      return cut(all, query);
    });
    expect((rows as { id: number }[]).map(({ id }) => id).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 100]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('is read again after a delete, for the row that slid over the border', async () => {
    let all = ids(1, 9);
    const { rows } = await read((query, call) => {
      if (call === 2) all = all.filter(({ id }) => id !== 1);
      return cut(all, query);
    });
    expect((rows as { id: number }[]).map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids(1, 9).map(({ id }) => id));
  });

  it('that changes whenever it is read ends as an error', async () => {
    let all = ids(1, 9);
    const error = await read((query, call) => {
      if (query.page_no !== 1) all = [...all.slice(4), ...ids(1, 4).map(({ id }) => ({ id: 1000 + call * 10 + id }))];
      return cut(all, query);
    }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(HaloIncompleteListError);
    expect((error as Error).message).toContain('it changed each of the 5 times that it was read');
  });

  it('whose rows cannot be told apart is only counted', async () => {
    const twins = [{ name: 'a' }, { name: 'a' }, { name: 'b' }];
    const { rows, asked } = await read(({ page_no }) => ({ rows: page_no === 1 ? twins : [{ name: 'a' }], recordCount: 4 }));
    expect(rows).toEqual([...twins, { name: 'a' }]);
    expect(asked).toEqual([page(1), page(2), page(1)]);
  });

  it('with an id twice on its first page is only counted', async () => {
    const { rows } = await read(({ page_no }) => ({
      rows: page_no === 1 ? [{ id: 1 }, { id: 1 }, { id: 2 }] : [{ id: 1 }],
      recordCount: 4,
    }));
    expect(rows).toEqual([{ id: 1 }, { id: 1 }, { id: 2 }, { id: 1 }]);
  });
});

describe('a list without a count', () => {
  const envelope = shape({ kind: 'envelope', key: 'tickets' });
  const uncounted =
    (total: number, most = 8) =>
    (query: PageQuery): Answer => ({ rows: stable(total, most)(query).rows });

  it('in an envelope is read until a page is short', async () => {
    const { rows, asked } = await read(uncounted(17), { resource: envelope, pageSize: 8 });
    expect(rows).toEqual(ids(1, 17));
    expect(asked).toEqual([page(1, 8), page(2, 7), page(3, 6), page(1, 8)]);
  });

  it('in an envelope ends where a page repeats the first', async () => {
    const { rows, asked } = await read(() => ({ rows: ids(1, 3) }), { resource: envelope });
    expect(rows).toEqual(ids(1, 3));
    expect(asked).toEqual([page(1), page(2, 2), page(1), page(2), page(1)]);
  });

  it('in an envelope goes on with the size that came', async () => {
    const { rows, asked } = await read(uncounted(9, 6), { resource: envelope, pageSize: 8 });
    expect(rows).toEqual(ids(1, 9));
    expect(asked).toEqual([page(1, 8), page(2, 5), page(1, 6)]);
    const larger = await read(({ page_no }) => ({ rows: page_no === 1 ? ids(1, 5) : [] }), { resource: envelope });
    expect(larger.rows).toEqual(ids(1, 5));
  });

  it('in an envelope stops at the limit', async () => {
    const { rows, asked } = await read(uncounted(20), { resource: envelope, limit: 12, pageSize: 8 });
    expect(rows).toEqual(ids(1, 12));
    expect(asked).toEqual([page(1, 8), page(2, 7)]);
  });

  it('as a bare array is whole', async () => {
    const { rows, asked } = await read(() => ({ rows: ids(1, 7) }), { resource: shape({ kind: 'array' }) });
    expect(rows).toEqual(ids(1, 7));
    expect(asked).toEqual([page(1)]);
  });
});

describe.each(['none', 'ignored'] as const)('a list with %s paging', (paging) => {
  const resource = shape({ kind: 'envelope', key: 'tickets' }, paging);

  it('is asked for once where everything came', async () => {
    const { rows, asked } = await read(() => ({ rows: ids(1, 4), recordCount: 4 }), { resource });
    expect(rows).toEqual(ids(1, 4));
    expect(asked).toEqual([{}]);
  });

  it('is asked for by its count where it was cut', async () => {
    const { rows, asked } = await read(({ count }) => ({ rows: ids(1, count === undefined ? 3 : 7), recordCount: 7 }), { resource });
    expect(rows).toEqual(ids(1, 7));
    expect(asked).toEqual([{}, { count: 7 }]);
  });

  it('that takes no count and was cut is an error', async () => {
    const reading = read(() => ({ rows: ids(1, 3), recordCount: 7 }), { resource, takesCount: false });
    await expect(reading).rejects.toMatchObject({ expected: 7, received: 3 });
  });
});

describe('a list by cursor', () => {
  const resource: Resource = { ...shape({ kind: 'array' }, 'cursor'), cursor: { parameter: 'older_than_id', field: 'id' } };
  const feed = ({ older_than_id: before = 8, count = 3 }: PageQuery): Answer => ({
    rows: ids(Math.max(1, Number(before) - Number(count)), Number(before) - 1).reverse(),
    recordCount: 3,
  });

  it('goes on before the smallest value seen, and is not held to the count of one answer', async () => {
    const { rows, asked } = await read(feed, { resource });
    expect(rows).toEqual(ids(1, 7).reverse());
    expect(asked).toEqual([{ count: 3 }, { count: 3, older_than_id: 5 }, { count: 3, older_than_id: 2 }, { count: 3, older_than_id: 1 }]);
  });

  it('names no count where the operation takes none', async () => {
    const { asked } = await read(feed, { resource, takesCount: false, limit: 4 });
    expect(asked).toEqual([{}, { older_than_id: 5 }]);
  });

  it('ends where the last row comes over again, and as incomplete where all of them do', async () => {
    const last = await read(({ older_than_id: before }) => ({ rows: before === undefined ? ids(4, 6).reverse() : [{ id: 4 }] }), {
      resource,
    });
    expect(last.rows).toEqual(ids(4, 6).reverse());
    await expect(read(() => ({ rows: ids(4, 6) }), { resource })).rejects.toMatchObject({ code: 'halo/incomplete-list', received: 3 });
  });
});
