import { parseExactJson } from './exact-json.js';

/** A number that may be too long for a double: sixteen digits, or an exponent where a value begins. */
const mayBeInexact = /\d{16}|[:,[]\s{0,8}-?\d{1,15}(?:\.\d{1,15})?[eE]/;

/** How deep lists and objects of an answer may be nested: what follows them recursively would run out of stack far from here. */
const mostDepth = 200;

/** An answer that is JSON, and nested deeper than any record is. */
export class TooDeepError extends Error {
  constructor() {
    super(`lists and objects are nested more than ${mostDepth} deep`);
  }
}

/**
 * Parses JSON of a server: as JSON.parse does, but a number whose digits would be lost becomes its text. Throws a SyntaxError for
 * what is no JSON, and a TooDeepError for what is nested more than 200 deep.
 */
export function parseAnswer(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!fitsIn(mostDepth, value)) throw new TooDeepError();
  return mayBeInexact.test(text) ? parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' }) : value;
}

function fitsIn(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => fitsIn(depth - 1, item));
  for (const name in value) if (!fitsIn(depth - 1, (value as Record<string, unknown>)[name])) return false;
  return true;
}
