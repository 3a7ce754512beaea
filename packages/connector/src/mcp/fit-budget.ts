import { isObject } from '../json.js';
import type { Notice } from './untrusted-text.js';

const steps = [4000, 1000, 300, 100] as const;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** A text that is long enough to be cut has a good deal more than what is said in its place; dates, ids and numbers never have. */
const worthCutting = 64;

/** A text without what is beyond a number of characters, where that makes it shorter. What was cut is noted. */
export function cutText(text: string, most: number, notices: Set<Notice>): string {
  if (text.length <= most + worthCutting || /^[\d\s.,:+-]*$/.test(text)) return text;
  notices.add('long text was cut');
  return `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')} [${text.length - most} more characters]`;
}

/**
 * A value for a person to read in one message, cut to a number of bytes as JSON: long texts first, step by step, then the ends of
 * lists, which say how many more there are. An answer of a tool is split instead, so that nothing of it is lost.
 */
export function fitBudget(value: unknown, budget: number, notices: Set<Notice>): unknown {
  if (bytesOf(value) <= budget) return value;
  let cut = value;
  for (const most of steps) {
    cut = cutTexts(value, most, notices);
    if (bytesOf(cut) <= budget) return cut;
  }
  for (let most = 64; most >= 1; most = Math.floor(most / 2)) {
    const shorter = cutLists(cut, most);
    if (bytesOf(shorter) <= budget) {
      notices.add('lists were cut');
      return shorter;
    }
  }
  notices.add('lists were cut');
  return Array.isArray(value) ? [`${value.length} elements`] : isObject(value) ? { members: Object.keys(value).length } : null;
}

function cutTexts(value: unknown, most: number, notices: Set<Notice>): unknown {
  if (typeof value === 'string') return cutText(value, most, notices);
  if (Array.isArray(value)) return value.map((item) => cutTexts(item, most, notices));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutTexts(inner, most, notices)]));
}

function cutLists(value: unknown, most: number): unknown {
  if (Array.isArray(value)) {
    const kept = value.slice(0, most).map((item) => cutLists(item, most));
    return value.length > most ? [...kept, `[${value.length - most} more]`] : kept;
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutLists(inner, most)])) : value;
}
