import { parseExactJson } from './exact-json.js';
import type { ParsedJson } from './parsed-json.js';
import { mostDepth, parsePlain } from './plain-json.js';

/** An answer that is JSON, and nested deeper than any record is. */
export class TooDeepError extends Error {
  constructor() {
    super(`lists and objects are nested more than ${mostDepth} deep`);
  }
}

/**
 * Parses JSON of a server: as JSON.parse does, but a number whose digits would be lost becomes its text. Throws a SyntaxError for
 * what is not JSON, and a TooDeepError for what is nested more than 200 deep, broken off or not.
 */
export function parseAnswer(text: string): ParsedJson {
  if (!fitsIn(mostDepth, text)) throw new TooDeepError();
  const plain = parsePlain(text);
  if (plain) return plain.value;
  // Whatever is no JSON ends here, with the words of Node.
  JSON.parse(text);
  return parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' });
}

/** Whether lists and objects are nested at most this deep, closed or not: told before more is made of them than is needed. */
function fitsIn(depth: number, text: string): boolean {
  const signs = /["[\]{}]/g;
  let open = 0;
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    const [sign] = found;
    if (sign === '"') signs.lastIndex = endOfString(text, found.index);
    else open += sign === '[' || sign === '{' ? 1 : -1;
    if (open > depth) return false;
  }
  return true;
}

/** The place behind the quote that closes a string. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}
