import { isObject } from '../json.js';
import type { Notice } from './untrusted-text.js';

const steps = [4000, 1000, 300, 100, 40, 16] as const;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/**
 * A value that fits into a number of bytes as JSON: long text is cut first, step by step, then rows from the end of the
 * longest list, then nested data. What was cut is noted; the shape of what is left stays as it was.
 */
export function fitBudget(value: unknown, budget: number, notices: Set<Notice>): unknown {
  if (bytesOf(value) <= budget) return value;
  notices.add('long text was cut');
  let cut = value;
  for (const most of steps) {
    cut = cutTexts(value, most);
    if (bytesOf(cut) <= budget) return cut;
  }
  for (let most = 64; most >= 1; most = Math.floor(most / 2)) {
    const shorter = cutLists(cut, most);
    if (bytesOf(shorter) <= budget) return shorter;
  }
  return Array.isArray(value) ? [] : isObject(value) ? {} : null;
}

function cutTexts(value: unknown, most: number): unknown {
  if (typeof value === 'string')
    return value.length <= most
      ? value
      : `${value.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')} [${value.length - most} more characters]`;
  if (Array.isArray(value)) return value.map((item) => cutTexts(item, most));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutTexts(inner, most)])) : value;
}

function cutLists(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((item) => cutLists(item, most));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutLists(inner, most)])) : value;
}
