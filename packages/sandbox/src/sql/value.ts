import { SqlError } from './sql-error.js';

/** A value of a row; dates are moments in UTC. */
export type SqlValue = number | string | boolean | Date | null;

/** A value that is not null. */
export type KnownValue = Exclude<SqlValue, null>;

/** What a value is, as far as arithmetic and comparison care. `date` is a datetime without a time of day. */
export type SqlType = 'int' | 'float' | 'text' | 'datetime' | 'date' | 'bit' | 'null';

const RANK: Readonly<Record<SqlType, number>> = {
  datetime: 6,
  date: 5,
  float: 4,
  int: 3,
  bit: 2,
  text: 1,
  null: 0,
};

/** The type that two values are brought to before they meet: the one that ranks higher. */
export const joinedType = (a: SqlType, b: SqlType): SqlType => (RANK[a] >= RANK[b] ? a : b);

/** Brings a value to a type; throws the database's conversion error where it cannot be read so. */
export function coerce(value: SqlValue, type: SqlType): SqlValue {
  if (value === null) return null;
  if (type === 'text') return textOf(value);
  if (type === 'int') return Math.trunc(numberOf(value, 'int'));
  if (type === 'float') return numberOf(value, 'float');
  if (type === 'bit') return bitOf(value);
  if (type === 'datetime') return dateOf(value);
  if (type === 'date') return startOfDay(dateOf(value));
  return value;
}

export function numberOf(value: KnownValue, type: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime() / DAY - DAYS_BEFORE_1970;
  const text = value.trim();
  const pattern = type === 'int' ? /^[+-]?\d+$/ : /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
  if (text === '') return 0;
  if (!pattern.test(text)) throw conversionFailed(value, type);
  return Number(text);
}

function bitOf(value: KnownValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value.trim())) return /true/i.test(value);
  return numberOf(value, 'bit') !== 0;
}

/** Days between 1 January 1900, the database's zero, and 1970. */
const DAYS_BEFORE_1970 = -25_567;
const DAY = 86_400_000;

function dateOf(value: KnownValue): Date {
  if (value instanceof Date) return value;
  if (typeof value !== 'string') return new Date((Number(value) + DAYS_BEFORE_1970) * DAY);
  return (
    parseDate(value) ??
    fail(new SqlError('Conversion failed when converting date and/or time from character string.'))
  );
}

const DATE_FORMS: readonly (readonly [RegExp, readonly [number, number, number]])[] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/, [1, 2, 3]],
  [/^(\d{4})(\d\d)(\d\d)(?!\d)/, [1, 2, 3]],
  [/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/, [3, 1, 2]],
];
const TIME = /^(?:[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(AM|PM)?)?\s*(?:Z|\+00:00)?$/i;

/** Reads a date as a server with US settings does: year first, or month, day and year; day first where the style says so. */
export function parseDate(text: string, dayFirst = false): Date | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return new Date(Date.UTC(1900, 0, 1));
  for (const [pattern, [year, month, day]] of DATE_FORMS) {
    const found = pattern.exec(trimmed);
    if (!found) continue;
    const swapped = dayFirst && year === 3;
    const parts = [
      Number(found[year]),
      Number(found[swapped ? day : month]),
      Number(found[swapped ? month : day]),
    ] as const;
    return atTime(parts, TIME.exec(trimmed.slice(found[0].length)));
  }
  return undefined;
}

function atTime(
  [year, month, day]: readonly [number, number, number],
  time: RegExpExecArray | null,
): Date | undefined {
  if (!time) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0', half] = time;
  const hour = half ? (Number(hours) % 12) + (/pm/i.test(half) ? 12 : 0) : Number(hours);
  const date = new Date(
    Date.UTC(
      year,
      month - 1,
      day,
      hour,
      Number(minutes),
      Number(seconds),
      Math.round(Number(fraction) * 1000),
    ),
  );
  const real =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    Number(minutes) < 60 &&
    Number(seconds) < 60;
  return real ? date : undefined;
}

export const startOfDay = (date: Date): Date => new Date(Math.floor(date.getTime() / DAY) * DAY);

const MONTHS: readonly string[] = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A value as text, a date in the database's default form. */
export function textOf(value: KnownValue): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (!(value instanceof Date)) return String(value);
  const hour = value.getUTCHours();
  const clock = `${String(hour % 12 || 12).padStart(2)}:${String(value.getUTCMinutes()).padStart(2, '0')}${hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[value.getUTCMonth()]} ${String(value.getUTCDate()).padStart(2)} ${value.getUTCFullYear()} ${clock}`;
}

/** Signs of the longest text that a statement may make. */
export const MOST_SIGNS = 1_000_000;

export const tooLong = (): SqlError => new SqlError('String or binary data would be truncated.');

/** The text, unless it is too long. */
export function limitedText(text: string): string {
  if (text.length <= MOST_SIGNS) return text;
  throw tooLong();
}

/** A key under which equal values meet: text without regard to case or trailing spaces, dates by their moment. */
export function keyOf(value: KnownValue): string | number;
export function keyOf(value: SqlValue): string | number | null;
export function keyOf(value: SqlValue): string | number | null {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? value.getTime() : `'${value.toLowerCase().trimEnd()}`;
}

/** Negative, zero or positive as `a` comes before, with or after `b`; nulls come first. Both are of one type. */
export function compare(a: SqlValue, b: SqlValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const left = keyOf(a);
  const right = keyOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

const conversionFailed = (value: KnownValue, type: string): SqlError =>
  type === 'int' || type === 'bit'
    ? new SqlError(
        `Conversion failed when converting the varchar value '${textOf(value)}' to data type ${type}.`,
      )
    : new SqlError(`Error converting data type varchar to ${type}.`);

function fail(error: Error): never {
  throw error;
}
