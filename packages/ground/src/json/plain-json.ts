/** Sixteen digits, a decimal point among them or not: a number that may be too long for a double. */
const manyDigits = /[\d.]{16}/;

/** A number that an exponent takes below what a double holds; where it is looked for, a negative exponent stands in the text. */
const smallNumber = /[:,[]\s{0,8}[-\d.]{1,32}e-/i;

/** How deep lists and objects of an answer may be nested: what follows them recursively would run out of stack far from here. */
export const mostDepth = 200;

/**
 * What JSON.parse makes of a text, where that is all there is to it: undefined for what is not JSON, what is nested more than 200
 * deep, and what may have numbers too long for a double. `parseAnswer` reads those.
 */
export function parsePlain(text: string): { readonly value: unknown } | undefined {
  if (manyDigits.test(text) || (/e-/i.test(text) && smallNumber.test(text))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isPlain(mostDepth, value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is nested at most this deep, and no number in it has left what a double holds exactly. */
function isPlain(depth: number, value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(depth - 1, item));
  for (const name in value) if (!isPlain(depth - 1, (value as Record<string, unknown>)[name])) return false;
  return true;
}
