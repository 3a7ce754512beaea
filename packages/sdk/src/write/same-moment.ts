import { isCalendarDay } from 'halopsa-ground';

const shape =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*(?:Z|[+-]\d\d:?\d\d))?)?$/i;

/** The three dates that stand for none in Halo's answers (N0.3). */
const emptyMoment = /^(?:1900-01-01|1899-12-30|0001-01-01)(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;

/** Whether a text is one of the dates that stand for none. */
export const isEmptyMoment = (text: string): boolean => emptyMoment.test(text);

/** Whether two values name one moment: a time without a zone is UTC (behaviour.md 9), and Halo keeps no exact fractions of a second. */
export function sameMoment(sent: unknown, found: unknown): boolean {
  const [a, b] = [momentOf(sent), momentOf(found)];
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1000;
}

/** Whether two values name one day, each in its own zone. */
export function sameDay(sent: unknown, found: unknown): boolean {
  const day = (value: unknown): string =>
    (value instanceof Date ? value.toISOString() : String(value)).slice(0, 10);
  return momentOf(sent) !== undefined && momentOf(found) !== undefined && day(sent) === day(found);
}

function momentOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string' || value.length > 40 || !shape.test(value) || !isCalendarDay(value))
    return undefined;
  const text = value
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/(\.\d{3})\d+/, '$1');
  const ms = Date.parse(
    text.length === 10 || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`,
  );
  return Number.isNaN(ms) ? undefined : ms;
}
