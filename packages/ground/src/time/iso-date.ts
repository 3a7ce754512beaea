/** A day alone, or with a time of day, in ISO 8601. */
const isoDate =
  /^\d{4}-\d\d-\d\d(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** Whether the day with which a text begins (`2026-11-29`) is in the calendar: `Date.parse` makes March of the 30th of February. */
export function isCalendarDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Whether a text is a date that reads the same everywhere. */
export const isIsoDate = (text: string): boolean => isoDate.test(text) && isCalendarDay(text);
