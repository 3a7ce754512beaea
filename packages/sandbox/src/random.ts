/** A repeatable source of numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** A generator that returns the same numbers for the same seed text (mulberry32 over an FNV-1a hash of the text). */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number below `limit`. */
export const below = (random: Random, limit: number): number => Math.floor(random() * limit);

/** One element of a list that is not empty. */
export const pick = <T>(random: Random, list: readonly T[]): T =>
  // The place is below the length.
  list[below(random, list.length)]!;

/** A GUID of version 4 from the source. */
export function guid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => below(random, 16).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'.charAt(below(random, 4));
  const text = digits.join('');
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}
