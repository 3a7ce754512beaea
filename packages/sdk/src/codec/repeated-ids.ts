import { isKnownId } from './asked-record.js';
import { isPlainObject } from './json-value.js';
import { isRehearsal } from './rehearsal.js';

/**
 * Which two of the records of one write have the same id, in words; undefined where none have. Which of them Halo writes last, and what of
 * the first stays, is not known.
 */
export function repeatedId(records: readonly unknown[]): string | undefined {
  const seen = new Map<string, number>();
  for (const [at, record] of records.entries()) {
    if (!isPlainObject(record) || !isKnownId(record.id) || isRehearsal(record)) continue;
    const key = keyOf(record.id);
    const first = seen.get(key);
    if (first !== undefined)
      return `records ${first + 1} and ${at + 1} have the same id (${String(record.id)})`;
    seen.set(key, at);
  }
  return undefined;
}

/** One text for the ways to write an id: `7`, `07` and `7.0`, and a GUID in any spelling. */
function keyOf(id: unknown): string {
  const text = String(id).trim().replace(/[{}]/g, '').toLowerCase();
  return /^-?\d{1,15}(?:\.0{1,9})?$/.test(text) ? String(Number(text)) : text;
}
