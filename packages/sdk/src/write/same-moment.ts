import { parseHaloDate } from 'halopsa-ground';
import type { FieldValue } from '../codec/json-value.js';

/** The three dates that stand for none in Halo's answers (N0.3). */
const emptyMoment = /^(?:1900-01-01|1899-12-30|0001-01-01)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;

/** Whether a text is one of the dates that stand for none. */
export const isEmptyMoment = (text: string): boolean => emptyMoment.test(text);

/** Whether two values name one moment: a time without a zone is UTC (behaviour.md 9), and Halo keeps no exact fractions of a second. */
export function sameMoment(sent: FieldValue, found: FieldValue): boolean {
  const [a, b] = [momentOf(sent), momentOf(found)];
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1000;
}

/** Whether two values name one day, each in its own zone. */
export function sameDay(sent: FieldValue, found: FieldValue): boolean {
  const day = (value: FieldValue): string =>
    (value instanceof Date ? value.toISOString() : String(value)).slice(0, 10);
  return momentOf(sent) !== undefined && momentOf(found) !== undefined && day(sent) === day(found);
}

const momentOf = (value: FieldValue): number | undefined =>
  value instanceof Date
    ? value.getTime()
    : typeof value === 'string'
      ? parseHaloDate(value)
      : undefined;
