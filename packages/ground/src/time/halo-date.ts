import { isCalendarDay } from './iso-date.js';

/** A day, and after it a time of day to the minute or finer, and after that a zone. */
const shape =
  /^\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?)?$/i;

/** No date is written longer than this. */
const longest = 40;

/**
 * Milliseconds since 1970 of a date as Halo writes and reads it: ISO 8601, with a space or a T before the time, and in UTC where no
 * zone is named. Undefined for anything else, the 30th of February among it.
 */
export function parseHaloDate(text: string): number | undefined {
  const date = text.trim();
  const found = date.length > longest ? null : shape.exec(date);
  if (!found || !isCalendarDay(date)) return undefined;
  const [, zone = 'Z'] = found;
  const time = date.slice(day.length).replace(/ ?(?:Z|[+-]\d\d:?\d\d)$/i, '');
  const exact = time.replace(/^ /, 'T').replace(',', '.').toUpperCase();
  const moment = Date.parse(
    `${date.slice(0, day.length)}${exact === '' ? '' : `${exact}${zone.toUpperCase()}`}`,
  );
  return Number.isNaN(moment) ? undefined : moment;
}

const day = '2026-11-29';

/** A moment as Halo writes it: UTC without a zone, with a fraction only where there is one. */
export function formatHaloDate(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1);
}
