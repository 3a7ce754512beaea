/** A number that may be too long for a double: sixteen digits, or an exponent where a value begins. */
const mayBeInexact = /\d{16}|[:,[]\s{0,8}-?\d{1,15}(?:\.\d{1,15})?[eE]/;

/** How deep lists and objects of an answer may be nested: what follows them recursively would run out of stack far from here. */
export const mostDepth = 200;

/**
 * What JSON.parse makes of a text, where that is all there is to it: undefined for what is not JSON, what is nested more than 200
 * deep, and what may have numbers too long for a double. `parseAnswer` reads those.
 */
export function parsePlain(text: string): { readonly value: unknown } | undefined {
  if (mayBeInexact.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return fitsIn(mostDepth, value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether lists and objects are nested at most this deep. */
export function fitsIn(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => fitsIn(depth - 1, item));
  for (const name in value) if (!fitsIn(depth - 1, (value as Record<string, unknown>)[name])) return false;
  return true;
}
