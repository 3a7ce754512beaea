import { UsageError } from '../usage-error.js';

/** Reads an id as the catalogue types it. Throws a UsageError where a whole number is meant and something else was typed. */
export function parseId(text: string, type: string, what: string): number | string {
  if (text.trim() === '') throw new UsageError(`The ${what} is empty. Nothing was sent.`);
  if (type !== 'int' && type !== 'long') return text;
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value) && (value !== 0 || !isId(what)))
    return value;
  const wanted = isId(what) ? 'a whole number other than 0' : 'a whole number';
  throw new UsageError(`The ${what} has to be ${wanted}, and it is "${text}". Nothing was sent.`);
}

/** Reads the ids of a line. One that stands there again is the same record, and what is done to it is done once. */
export const parseIds = (
  texts: readonly string[],
  type: string,
  what: string,
): (number | string)[] => [...new Set(texts.map((text) => parseId(text, type, what)))];

/** Parameters of a path that name no record, such as a step's place in a row, may be 0. */
const isId = (what: string): boolean => !what.startsWith('parameter ') || /id$/i.test(what);
