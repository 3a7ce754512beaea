import { describe, expect, it } from 'vitest';
import { SeenRows } from '../src/paging/row-keys.js';

describe('rows met', () => {
  it('have their number for a key, or a text', () => {
    const seen = new SeenRows(['id']);
    expect(seen.keyOf({ id: 0 })).toBe(0);
    expect(seen.keyOf({ id: 12 })).toBe(12);
    expect(seen.keyOf({ id: -1 })).toBe('-1');
    expect(seen.keyOf({ id: 1.5 })).toBe('1.5');
    expect(seen.keyOf({ id: '12' })).toBe('12');
    expect(seen.keyOf({ id: 2 ** 60 })).toBe(String(2 ** 60));
    expect(seen.keyOf({ id: null })).toBeUndefined();
    expect(seen.keyOf({})).toBeUndefined();
    expect(new SeenRows([]).keyOf({ id: 1 })).toBeUndefined();
  });

  it('of several fields need all of them', () => {
    const seen = new SeenRows(['ticket_id', 'id']);
    expect(seen.keyOf({ ticket_id: 1, id: 2 })).toBe('[1,2]');
    expect(seen.keyOf({ ticket_id: 1 })).toBeUndefined();
  });

  it('are told apart over blocks, words and bits', () => {
    const seen = new SeenRows(['id']);
    const keys = [0, 1, 31, 32, 33, 4095, 4096, 4097, 8191, 1_000_000, 3_000_000_000, 'a', '1'];
    for (const key of keys) {
      expect(seen.has(key)).toBe(false);
      expect(seen.add(key)).toBe(true);
      expect(seen.has(key)).toBe(true);
      expect(seen.add(key)).toBe(false);
    }
    for (const other of [2, 30, 34, 64, 4094, 4098, 999_999, 'b']) expect(seen.has(other)).toBe(false);
    expect(seen.size).toBe(keys.length);
  });
});
