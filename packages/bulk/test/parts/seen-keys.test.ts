import { describe, expect, test } from 'vitest';
import { SeenKeys } from '../../src/matching/seen-keys.js';

describe('an earlier row of the same record', () => {
  test('is found by any key, case aside, with the key and its line', () => {
    const seen = new SeenKeys();
    const keys = [['name'], ['ref']];
    expect(seen.anyBefore({ name: 'Acme', ref: 'A1' }, keys, 2)).toBeUndefined();
    expect(seen.anyBefore({ name: 'ACME', ref: 'B2' }, keys, 3)).toEqual({ key: ['name'], line: 2 });
    expect(seen.anyBefore({ name: 'New', ref: 'B2' }, keys, 4)).toEqual({ key: ['ref'], line: 3 });
    expect(seen.anyBefore({ name: 'Acme', ref: 'A1' }, keys, 5)).toEqual({ key: ['name'], line: 2 });
  });

  test('is none where its key is empty, or its value stands in another field', () => {
    const seen = new SeenKeys();
    expect(seen.anyBefore({ name: 'Acme' }, [['name'], ['ref']], 2)).toBeUndefined();
    expect(seen.anyBefore({ ref: 'Acme' }, [['name'], ['ref']], 3)).toBeUndefined();
    expect(seen.anyBefore({ name: '' }, [['name']], 4)).toBeUndefined();
    expect(seen.anyBefore({ name: '' }, [['name']], 5)).toBeUndefined();
  });
});

test.each([
  [1, 2],
  [0, 1],
  [1024, 0],
  [-1, 1],
  [1.5, 1],
  ['1', '01'],
])('the key %j is told from %j, and its first line is kept', (one, other) => {
  const seen = new SeenKeys();
  const lines = [seen.before(one, 7), seen.before(other, 8), seen.before(one, 9), seen.before(one, 10)];
  expect(lines).toEqual([undefined, undefined, 7, 7]);
});
