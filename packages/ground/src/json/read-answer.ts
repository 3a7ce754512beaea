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
 * what is not JSON, and a TooDeepError for what is nested more than 200 deep.
 */
export function parseAnswer(text: string): ParsedJson {
  const plain = parsePlain(text);
  if (plain) return plain.value;
  if (!fitsIn(mostDepth, JSON.parse(text))) throw new TooDeepError();
  return parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' });
}

/** Whether lists and objects are nested at most this deep. */
function fitsIn(depth: number, value: ParsedJson | undefined): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => fitsIn(depth - 1, item));
  for (const name in value) if (!fitsIn(depth - 1, value[name])) return false;
  return true;
}
