import { UsageError } from '../usage-error.js';

/** Reads an id as the catalogue types it. Throws a UsageError where a whole number is meant and something else was typed. */
export function parseId(text: string, type: string, what: string): number | string {
  if (text.trim() === '') throw new UsageError(`The ${what} is empty. Nothing was sent.`);
  if (type !== 'int' && type !== 'long') return text;
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new UsageError(`The ${what} has to be a whole number, and it is "${text}". Nothing was sent.`);
}
