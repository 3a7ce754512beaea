import { expect, test } from 'vitest';
import { nextPage } from '../src/mcp/next-page.js';

const rowsOf = (length: number): { id: number }[] => Array.from({ length }, (_, id) => ({ id }));
const after = (rows: number, record_count: number | undefined, input: object, seen = 0): unknown =>
  nextPage({ ...input }, { rows: rowsOf(rows), ...(record_count === undefined ? {} : { record_count }) }, { path: 'rows', seen })?.input;

test('a page has one behind it where the server counts more, or counts nothing and it is full', () => {
  expect(after(20, 30, { page_size: 20 })).toEqual({ page_size: 20, page_no: 2 });
  expect(after(10, 30, { page_size: 20, page_no: 2 }, 20)).toBeUndefined();
  expect(after(20, undefined, { page_size: 20 })).toMatchObject({ page_no: 2 });
  expect(after(19, undefined, { page_size: 20 })).toBeUndefined();
  expect(after(0, 30, { page_size: 20 })).toBeUndefined();
});

test('50 rows that are counted alone may be those of a request that Halo did not take for one for a page', () => {
  expect(after(50, 50, { page_size: 100 })).toMatchObject({ page_no: 2 });
  expect(after(50, 50, { page_size: 50 })).toMatchObject({ page_no: 2 });
  expect(after(49, 49, { page_size: 100 })).toBeUndefined();
  expect(after(50, 50, { page_size: 50, page_no: 2 }, 50)).toBeUndefined();
  expect(after(50, 100, { page_size: 50, page_no: 2 }, 50)).toBeUndefined();
});
