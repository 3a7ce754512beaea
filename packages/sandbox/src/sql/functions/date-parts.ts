import { SqlError } from '../sql-error.js';
import type { Expression } from '../syntax.js';

const NAMES: Readonly<Record<string, string>> = {
  year: 'year yy yyyy',
  quarter: 'quarter qq q',
  month: 'month mm m',
  dayofyear: 'dayofyear dy y',
  day: 'day dd d',
  week: 'week wk ww',
  weekday: 'weekday dw w',
  hour: 'hour hh',
  minute: 'minute mi n',
  second: 'second ss s',
  millisecond: 'millisecond ms',
};

/** A part of a date as DATEADD and its kin name it. */
export type DatePart =
  | 'year'
  | 'quarter'
  | 'month'
  | 'dayofyear'
  | 'day'
  | 'week'
  | 'weekday'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond';

const PARTS: ReadonlyMap<string, DatePart> = new Map(
  Object.entries(NAMES).flatMap(([part, names]) =>
    names.split(' ').map((name): [string, DatePart] => [name, part as DatePart]),
  ),
);

/** The part that the first argument names; it is a bare word, never a value. */
export function datePart(argument: Expression | undefined, functionName: string): DatePart {
  const name = argument?.kind === 'column' && argument.table === undefined ? argument.name : '';
  const part = PARTS.get(name.toLowerCase());
  if (!part)
    throw new SqlError(`'${name}' is not a recognized ${functionName.toLowerCase()} option.`);
  return part;
}

/** How long a part is: in milliseconds where it is always the same, else in months. */
type Length = { readonly ms: number } | { readonly months: number };

const LENGTHS: Readonly<Record<DatePart, Length>> = {
  year: { months: 12 },
  quarter: { months: 3 },
  month: { months: 1 },
  week: { ms: 604_800_000 },
  day: { ms: 86_400_000 },
  dayofyear: { ms: 86_400_000 },
  weekday: { ms: 86_400_000 },
  hour: { ms: 3_600_000 },
  minute: { ms: 60_000 },
  second: { ms: 1000 },
  millisecond: { ms: 1 },
};

const monthsOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

/** A date so many parts later; the last day of a shorter month where the day does not exist. */
export function addParts(part: DatePart, count: number, date: Date): Date {
  const length = LENGTHS[part];
  if ('ms' in length) return checked(new Date(date.getTime() + count * length.ms));
  const months = monthsOf(date) + count * length.months;
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const moved = new Date(date);
  moved.setUTCFullYear(
    year,
    month,
    Math.min(date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate()),
  );
  return checked(moved);
}

function checked(date: Date): Date {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1753 || year > 9999)
    throw new SqlError("Adding a value to a 'datetime' column caused an overflow.");
  return date;
}

/** How many borders of a part lie between two dates; weeks begin on Sunday. */
export function partsBetween(part: DatePart, from: Date, to: Date): number {
  const length = LENGTHS[part];
  if ('months' in length)
    return Math.floor(monthsOf(to) / length.months) - Math.floor(monthsOf(from) / length.months);
  // 4 January 1970 was a Sunday.
  const start = part === 'week' ? 3 * 86_400_000 : 0;
  return (
    Math.floor((to.getTime() - start) / length.ms) -
    Math.floor((from.getTime() - start) / length.ms)
  );
}

/** One part of a date as a number. */
export function partOf(part: DatePart, date: Date): number {
  const dayOfYear =
    Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const firstWeekday = new Date(Date.UTC(date.getUTCFullYear(), 0, 1)).getUTCDay();
  const parts: Readonly<Record<DatePart, number>> = {
    year: date.getUTCFullYear(),
    quarter: Math.floor(date.getUTCMonth() / 3) + 1,
    month: date.getUTCMonth() + 1,
    dayofyear: dayOfYear,
    day: date.getUTCDate(),
    week: Math.floor((dayOfYear - 1 + firstWeekday) / 7) + 1,
    weekday: date.getUTCDay() + 1,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
  return parts[part];
}
