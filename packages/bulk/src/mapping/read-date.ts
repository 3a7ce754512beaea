import { type ZoneClock, zoneClock } from 'halopsa-ground';
import { BulkInputError } from '../input-error.js';
import { type DateFormat, readFormat } from './date-format.js';
import { monthKey, monthNames } from './date-tokens.js';
import { Problem } from './problem.js';
import { formatsOf } from './suggest-format.js';

/** Turns the text of a cell into a date as Halo writes dates: UTC, without a zone. */
export type DateReader = (text: string) => string | Problem;

/** How the dates of a source are written. */
export interface DateNotation {
  /** A format such as `dd/MM/yyyy HH:mm`; ISO dates are always read. */
  readonly format?: string | undefined;
  /** The zone of moments that name none; UTC without it. A date without a time is not a moment, and stays the day that it is. */
  readonly zone?: string | undefined;
  readonly place: { readonly file: string; readonly column?: string | undefined };
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** A reader of dates; throws a BulkInputError for a format or a zone that does not exist. */
export function dateReader({ format, zone, place }: DateNotation): DateReader {
  const clock = zone === undefined || zone === 'UTC' ? undefined : zoneClock(zone);
  if (zone !== undefined && zone !== 'UTC' && !clock)
    throw new BulkInputError(`unknown time zone "${zone}"`, { code: 'name-zone' }, place);
  const months = onceNeeded(monthNames);
  const local = { clock, zone: zone ?? 'UTC' };
  if (format === undefined) return (text) => readIso(text, local) ?? undeclared(text, months);
  const known = readFormat(format);
  if ('problem' in known)
    throw new BulkInputError(
      `"${format}" is not a date format: ${known.problem}`,
      'Write it like d/M/yyyy H:mm or M/d/yyyy h:mm a.',
      place,
    );
  return (text) =>
    readDeclared(text, known, { local, months }) ??
    readIso(text, local) ??
    new Problem(`"${text}" is not a date of the form ${format}`);
}

/** The numbers of months by their names, which take a while to work out. */
type Months = () => ReadonlyMap<string, number>;

function onceNeeded<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

interface Local {
  readonly clock: ZoneClock | undefined;
  readonly zone: string;
}

interface Parts {
  readonly date: readonly [year: number, month: number, day: number];
  /** Undefined where the text has no time. */
  readonly time: readonly [hour: number, minute: number, second: number] | undefined;
  readonly fraction: string;
  readonly zone: string | undefined;
}

function readDeclared(
  text: string,
  { pattern }: DateFormat,
  { local, months }: { local: Local; months: Months },
): string | Problem | undefined {
  const found = pattern.exec(text)?.groups;
  if (!found) return undefined;
  const {
    year,
    shortYear,
    monthName,
    day,
    hour12,
    half,
    minute = '0',
    second = '0',
    fraction = '',
    zone,
  } = found;
  const month =
    monthName === undefined ? Number(found['month']) : months().get(monthKey(monthName));
  if (month === undefined)
    return new Problem(
      `"${monthName}" in "${text}" is not the name of a month in any language known here`,
    );
  const full = year === undefined ? centuryOf(Number(shortYear)) : Number(year);
  const hour = hour12 === undefined ? found['hour'] : halfDay(Number(hour12), half ?? '');
  if (hour instanceof Problem) return new Problem(`"${text}" is a time that does not exist`);
  const time =
    hour === undefined ? undefined : ([Number(hour), Number(minute), Number(second)] as const);
  return moment(text, { date: [full, month, Number(day)], time, fraction, zone }, local);
}

/** Unicode's rule for years of two digits: from 80 years ago to 19 years ahead. */
function centuryOf(short: number): number {
  const now = new Date().getUTCFullYear();
  const year = now - (now % 100) + short;
  if (year > now + 19) return year - 100;
  return year <= now - 81 ? year + 100 : year;
}

function halfDay(hour: number, half: string): number | Problem {
  if (hour < 1 || hour > 12) return new Problem('no hour');
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function readIso(text: string, local: Local): string | Problem | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute = '0', second = '0', fraction = '', zone] = found;
  const time =
    hour === undefined ? undefined : ([Number(hour), Number(minute), Number(second)] as const);
  return moment(
    text,
    { date: [Number(year), Number(month), Number(day)], time, fraction, zone },
    local,
  );
}

function moment(
  text: string,
  { date: [year, month, day], time, fraction, zone }: Parts,
  local: Local,
): string | Problem {
  const [hour, minute, second] = time ?? [0, 0, 0];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!isReal || year < 1753) return new Problem(`"${text}" is a date that does not exist`);
  const rest = fraction.replace(/(?<!0)0+$/, '');
  const written = (utc: Date): string =>
    `${utc.toISOString().slice(0, 19)}${rest === '' ? '' : `.${rest}`}`;
  if (zone !== undefined) return written(new Date(date.getTime() - offsetOf(zone)));
  if (!time || !local.clock) return written(date);
  const utc = local.clock(date);
  if (utc === 'twice')
    return new Problem(
      `"${text}" comes twice in ${local.zone}, where clocks are put back: write the zone with it, for example +01:00`,
    );
  return utc
    ? written(utc)
    : new Problem(
        `"${text}" does not exist in ${local.zone}, where clocks are put forward over it`,
      );
}

/** Milliseconds that a zone such as +01:00 is ahead of UTC. */
function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A text in a form that nobody has declared, with the forms that would read it. */
function undeclared(text: string, months: Months): Problem {
  const reads = (format: string): boolean => {
    const known = readFormat(format);
    if ('problem' in known) return false;
    return (
      typeof readDeclared(text, known, { local: { clock: undefined, zone: 'UTC' }, months }) ===
      'string'
    );
  };
  const formats = formatsOf(text, reads);
  const [format, other] = formats;
  const remedy = { code: 'declare-date', text, formats: formats.slice(0, 2) } as const;
  if (format === undefined) return new Problem(`"${text}" is not a date`, { remedy });
  return new Problem(
    other === undefined
      ? `"${text}" is in a form that has to be declared`
      : `"${text}" can be read with the day or the month first`,
    { remedy },
  );
}
