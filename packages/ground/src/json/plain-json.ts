import type { ParsedJson } from './parsed-json.js';

/** So many digits in a row, a decimal point among them or not, may be a number too long for a double. */
const manyDigits = 16;

/** A number that an exponent takes below what a double holds; where it is looked for, a negative exponent stands in the text. */
const smallNumber = /[:,[]\s{0,8}[-\d.]{1,32}e-/i;

/** How deep lists and objects of an answer may be nested: what follows them recursively would run out of stack far from here. */
export const mostDepth = 200;

/**
 * What JSON.parse makes of a text, where that is all there is to it: undefined for what is not JSON, what is nested more than 200
 * deep, and what may have numbers too long for a double. `parseAnswer` reads those.
 */
export function parsePlain(text: string): { readonly value: ParsedJson } | undefined {
  if (hasManyDigits(text) || (/e-/i.test(text) && smallNumber.test(text))) return undefined;
  try {
    const value: ParsedJson = JSON.parse(text);
    return isPlain(mostDepth, value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a text has that many digits in a row. Such a row covers every sixteenth place, and a place eight before or behind it:
 * where one does, the whole row is measured.
 */
function hasManyDigits(text: string): boolean {
  for (let at = manyDigits - 1; at < text.length; at += manyDigits) {
    if (!isDigit(text, at) || !(isDigit(text, at - 8) || isDigit(text, at + 8))) continue;
    let start = at;
    while (isDigit(text, start)) start -= 1;
    while (isDigit(text, at)) at += 1;
    if (at - start > manyDigits) return true;
  }
  return false;
}

/** Whether there is a digit or a decimal point at this place. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || code === 46;
}

/** Whether a value is nested at most this deep, and no number in it has left what a double holds exactly. */
function isPlain(depth: number, value: ParsedJson | undefined): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(depth - 1, item));
  // Most members are texts, which need no call of their own.
  for (const name in value)
    if (typeof value[name] !== 'string' && !isPlain(depth - 1, value[name])) return false;
  return true;
}
