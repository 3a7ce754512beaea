import { describe, expect, test } from 'vitest';
import { assignAt, type Draft, isDeep, parsePath, valueAt, withNeighbours } from '../../src/mapping/field-path.js';

describe('a path', () => {
  test.each([
    ['summary', ['summary']],
    ['customfields.CFregion', ['customfields', 'CFregion']],
    ['lines[0].quantity', ['lines', 0, 'quantity']],
    ['lines[999]', ['lines', 999]],
    ['a[1][2]', ['a', 1, 2]],
  ])('%s is read', (text, path) => {
    expect(parsePath(text)).toEqual(path);
  });

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a[]',
    'a[x]',
    'a]b',
    '[0]',
    '[0].a',
    'a[01]',
    'lines[1000]',
    '__proto__',
    'a.constructor',
    'prototype.b',
  ])('%j is none', (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  test('has at most 500 characters', () => {
    expect(parsePath('x'.repeat(500))).toHaveLength(1);
    expect(parsePath('x'.repeat(501))).toBeUndefined();
  });

  test.each([
    [['summary'], false],
    [['customfields', 'CFregion'], false],
    [['lines', 0], true],
    [['user', 'name'], true],
  ] as const)('%j leads into a list or a record: %s', (path, deep) => {
    expect(isDeep(path)).toBe(deep);
  });
});

describe('a value is put', () => {
  const put = (record: Draft, path: readonly (string | number)[], value: string | null = 'x'): Draft => {
    assignAt(record, path, value);
    return record;
  };

  test.each([
    [{ a: 1 }, ['b'], { a: 1, b: 'x' }],
    [{}, ['user', 'name'], { user: { name: 'x' } }],
    [{ user: { id: 1, name: 'y' } }, ['user', 'name'], { user: { id: 1, name: 'x' } }],
    [{ user: 'text' }, ['user', 'name'], { user: { name: 'x' } }],
    [{ user: null }, ['user', 'name'], { user: { name: 'x' } }],
    [{ user: [1] }, ['user', 'name'], { user: { name: 'x' } }],
    [{}, ['lines', 0, 'price'], { lines: [{ price: 'x' }] }],
    [{ lines: [{ id: 1 }, 'b'] }, ['lines', 0, 'price'], { lines: [{ id: 1, price: 'x' }, 'b'] }],
    [{ lines: { 0: 'no list' } }, ['lines', 0], { lines: ['x'] }],
    [{}, ['customfields', 'CFa'], { customfields: [{ name: 'CFa', value: 'x' }] }],
    [
      { customfields: [{ name: 'CFb', value: 2 }] },
      ['customfields', 'CFa'],
      {
        customfields: [
          { name: 'CFb', value: 2 },
          { name: 'CFa', value: 'x' },
        ],
      },
    ],
  ])('into %j at %j', (record, path, whole) => {
    expect(put(record, path)).toEqual(whole);
  });

  test('without changing what stood there before', () => {
    const lines = [{ id: 1 }];
    const user = { id: 1 };
    const record: Draft = { lines, user };
    put(record, ['lines', 0, 'price']);
    put(record, ['user', 'name']);
    expect([lines, user]).toEqual([[{ id: 1 }], { id: 1 }]);
  });

  test('as null where it empties a place of a list', () => {
    expect(put({ lines: ['a', 'b'] }, ['lines', 1], null)).toEqual({ lines: ['a', null] });
  });
});

test.each([
  [{ a: 1 }, ['a'], 1],
  [{ user: { name: 'x' } }, ['user', 'name'], 'x'],
  [{ lines: [{ price: 5 }] }, ['lines', 0, 'price'], 5],
  [{ lines: ['a'] }, ['lines', 1], undefined],
  [{ lines: ['a'] }, ['lines', 'length'], undefined],
  [{ user: 'text' }, ['user', 'length'], undefined],
  [{ user: null }, ['user', 'name', 'first'], undefined],
  [{}, ['user', 'name'], undefined],
  [{ customfields: [{ name: 'CFa', value: 1 }, null, { name: 'CFb', value: 2 }] }, ['customfields', 'CFb'], 2],
  [{ customfields: [{ name: 'CFa', value: 1 }] }, ['customfields', 'CFc'], undefined],
  [{ customfields: 'none' }, ['customfields', 'CFa'], undefined],
])('of %j the value at %j is %j', (record, path, value) => {
  expect(valueAt(record, path)).toEqual(value);
});

describe('what a row sets below a field', () => {
  const found = { lines: [{ id: 1, price: 5 }, { id: 2 }], user: { id: 7 }, name: 'Acme' };

  test('is joined with what the record has there', () => {
    const wanted = { lines: [{ price: 6 }], name: 'New' };
    expect(withNeighbours(wanted, found, [['lines', 0, 'price']])).toEqual({
      lines: [{ id: 1, price: 6 }, { id: 2 }],
      name: 'New',
    });
  });

  test('leaves a field alone that the row does not set', () => {
    expect(withNeighbours({ name: 'New' }, found, [['user', 'name']])).toEqual({ name: 'New' });
  });

  test('leaves out of a field what the row does not set of it', () => {
    const paths = [
      ['user', 'name'],
      ['user', 'phone'],
    ];
    expect(withNeighbours({ user: { name: 'x' } }, found, paths)).toEqual({ user: { id: 7, name: 'x' } });
  });
});
