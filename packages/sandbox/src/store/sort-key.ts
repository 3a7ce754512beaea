import type { HaloValue } from './port.js';
/** A value as sorting compares it: nothing sorts first, then numbers, then text without regard to case. */
export type SortKey = number | string;

const DATE_LIKE = /^\d{4}-/;

/** The sort key of a field's value. */
export function sortKey(value: HaloValue): SortKey {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return DATE_LIKE.test(value) ? value : value.toLowerCase();
  return Number.NEGATIVE_INFINITY;
}

/** Negative, zero or positive as `a` sorts before, with or after `b`. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
