import { expect, test } from 'vitest';
import type { HaloValue } from '../src/store/port.js';
import { compareKeys, sortKey } from '../src/store/sort-key.js';

test.each<[HaloValue, number | string]>([
  [5, 5],
  [true, 1],
  [false, 0],
  ['Acme', 'acme'],
  ['2026-12-01T09:00:00Z', '2026-12-01T09:00:00Z'],
  ['A2026-B', 'a2026-b'],
  ['20261-B', '20261-b'],
  ['', ''],
  [null, Number.NEGATIVE_INFINITY],
  [undefined, Number.NEGATIVE_INFINITY],
  [[1], Number.NEGATIVE_INFINITY],
  [{ id: 1 }, Number.NEGATIVE_INFINITY],
])('%j sorts as %j', (value, key) => {
  expect(sortKey(value)).toBe(key);
});

test.each([
  [1, 2, -1],
  [2, 1, 1],
  [2, 2, 0],
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  [9, 'a', -1],
  ['a', 9, 1],
  [9, '1', -1],
])('%j beside %j: %i', (a, b, order) => {
  expect(compareKeys(a, b)).toBe(order);
});
