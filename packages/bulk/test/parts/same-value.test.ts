import type { Json } from 'halopsa-catalogue/types';
import { describe, expect, test } from 'vitest';
import { differenceOf, hasAll, isTime, sameToTheEnds, sameValue } from '../../src/matching/same-value.js';

type Pair = readonly [Json | undefined, Json | undefined];

describe('Halo holds for the same', () => {
  test.each<Pair>([
    [undefined, null],
    [null, ''],
    ['', []],
    ['Acme', 'Acme'],
    ['Acme ', ' Acme'],
    [5, '5'],
    ['5', 5],
    [true, true],
    [true, 1],
    [true, 'true'],
    [false, false],
    [false, 0],
    [
      [1, 'b'],
      ['1', 'b'],
    ],
    [{ id: 1 }, { id: '1', name: 'more' }],
    ['Cafe\u0301', 'Café'],
    [' Café', 'Cafe\u0301 '],
    ['2026-12-01T09:00:00Z', '2026-12-01T09:00:00'],
    ['2026-12-01T09:00:00', '2026-12-01T09:00:00.4'],
    ['2026-12-01T09:00', '2026-12-01T09:00:00.9Z'],
  ])('%j and %j', (wanted, found) => {
    expect(sameValue(wanted, found)).toBe(true);
  });

  test.each<Pair>([
    ['Acme', undefined],
    [undefined, 'Acme'],
    ['Acme', 'acme'],
    ['Cafe', 'Café'],
    ['Café', 'Kaffee'],
    [20261201, '2026-12-01T09:00:00'],
    [5, 6],
    [true, false],
    [true, 2],
    [[1], [1, 2]],
    [
      [1, 2],
      [1, 3],
    ],
    [[1], 1],
    [{ id: 1 }, { id: 2 }],
    [{ id: 1 }, [1]],
    [{ id: 1 }, 'text'],
    ['2026-12-01T09:00:00', '2026-12-01T09:00:01'],
    ['2026-12-01T09:00:00.1', '2026-12-01T09:00:00.2'],
    ['2026-12-01', '2026-12-01T00:00:00'],
  ])('not %j and %j', (wanted, found) => {
    expect(sameValue(wanted, found)).toBe(false);
  });
});

test.each<readonly [Json, Json, boolean]>([
  ['Acme', 'Acme', true],
  ['Acme ', 'Acme', false],
  ['5', 5, true],
  ['a', 'b', false],
])('%j and %j have the same ends: %s', (wanted, found, same) => {
  expect(sameToTheEnds(wanted, found)).toBe(same);
});

describe('a difference', () => {
  test('has what is sent and what stood there, null for nothing', () => {
    expect(differenceOf({ name: 'New', phone: '1', city: 'Ulm' }, { name: 'Old', city: 'Ulm' })).toEqual({
      set: { name: 'New', phone: '1' },
      before: { name: 'Old', phone: null },
    });
  });

  test('is none where the record has all values', () => {
    expect(differenceOf({ name: 'Acme' }, { name: 'Acme', id: 1 })).toBeUndefined();
    expect([hasAll({ name: 'Acme' }, { name: 'Acme' }), hasAll({ name: 'Acme' }, {})]).toEqual([true, false]);
  });

  test('passes over the id, and over what steers the write', () => {
    expect(differenceOf({ id: 5, _novalidate: true }, { id: 6 })).toBeUndefined();
  });

  test('has of custom fields those that differ, by their names', () => {
    const wanted = [
      { name: 'CFa', value: 1 },
      { name: 'CFb', value: 2 },
      { name: 'CFc', value: null },
      { name: 'CFd', value: 4 },
    ];
    const found = [
      { name: 'CFa', value: 1 },
      { name: 'CFb', value: 3 },
      { name: 'CFc', value: 'x' },
    ];
    expect(differenceOf({ customfields: wanted }, { customfields: found })).toEqual({
      set: {
        customfields: [
          { name: 'CFb', value: 2 },
          { name: 'CFc', value: null },
          { name: 'CFd', value: 4 },
        ],
      },
      before: {
        customfields: [
          { name: 'CFb', value: 3 },
          { name: 'CFc', value: 'x' },
          { name: 'CFd', value: null },
        ],
      },
    });
    expect(differenceOf({ customfields: found }, { customfields: found })).toBeUndefined();
  });

  test('goes by the comparison that it is given', () => {
    expect(differenceOf({ name: 'Acme ' }, { name: 'Acme' })).toBeUndefined();
    expect(differenceOf({ name: 'Acme ' }, { name: 'Acme' }, sameToTheEnds)).toEqual({
      set: { name: 'Acme ' },
      before: { name: 'Acme' },
    });
  });
});

test.each([
  ['2026-12-01T09:00', true],
  ['2026-12-01T09:00:00Z', true],
  ['2026-12-01', false],
  ['x2026-12-01T09:00', false],
  ['2026-12-01T9:00', false],
])('%s is a time: %s', (text, time) => {
  expect(isTime(text)).toBe(time);
});
