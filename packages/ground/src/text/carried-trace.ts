import type { Form } from './carried-forms.js';

/** So many letters and digits begin each form; their number in base 36 is exact. */
const size = 5;
const base = 36;
const others = base ** (size - 1);
const bits = 16;

/** What is undone before a form is looked for: a text with one of them is always read. */
const escapes = /[%\\]|&(?:#|amp|lt|gt|quot|apos)/i;

/**
 * Says of a text, at the cost of one look at each of its signs, that it holds none of the forms: most texts hold none, and to read one in all
 * ways takes thirty times as long.
 */
export function tracesOf(forms: readonly Form[]): (text: string) => boolean {
  const starts = new Set<number>();
  const seen = new Uint8Array(1 << bits);
  const odd: string[] = [];
  for (const { text } of forms) {
    const start = startOf(text);
    if (start === undefined) odd.push(text);
    else {
      starts.add(start);
      seen[hashed(start)] = 1;
    }
  }
  const hasStart = (text: string): boolean => {
    let [last, length] = [0, 0];
    for (let index = 0; index < text.length; index += 1) {
      const value = digitOf(text.charCodeAt(index));
      if (value < 0) continue;
      last = (last % others) * base + value;
      length += 1;
      if (length >= size && seen[hashed(last)] === 1 && starts.has(last)) return true;
    }
    return false;
  };
  // A form without letters may have signs of several bytes.
  const hasOdd = (text: string): boolean => {
    const small = text.toLowerCase();
    return odd.some((form) => /[^\0-\x7f]/.test(form) || small.includes(form));
  };
  return (text) => hasStart(text) || (odd.length > 0 && hasOdd(text)) || escapes.test(text);
}

const hashed = (value: number): number => Math.imul(value, 0x9e3779b1) >>> (32 - bits);

/** A letter of either case or a digit as a number below 36; -1 for all else. */
function digitOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 65 && code <= 90 ? code - 55 : -1;
}

function startOf(text: string): number | undefined {
  let [start, length] = [0, 0];
  for (let index = 0; index < text.length && length < size; index += 1) {
    const value = digitOf(text.charCodeAt(index));
    if (value < 0) continue;
    start = start * base + value;
    length += 1;
  }
  return length === size ? start : undefined;
}
