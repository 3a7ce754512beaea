import { parseExactJson } from './exact-json.js';

/** A number that may be too long for a double: sixteen digits, or an exponent where a value begins. */
const mayBeInexact = /\d{16}|[:,[]\s{0,8}-?\d{1,15}(?:\.\d{1,15})?[eE]/;

/** Parses JSON of a server: as JSON.parse does, but a number whose digits would be lost becomes its text. Throws a SyntaxError for what is no JSON. */
export function parseAnswer(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return mayBeInexact.test(text) ? parseExactJson(text, { inexact: 'text', duplicates: 'last', surrogates: 'keep' }) : value;
}
