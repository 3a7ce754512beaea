import { Problem } from './problem.js';

/** Turns the text of a cell into a date as Halo writes dates, without a zone. */
export type DateReader = (text: string) => string | Problem;

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;
const tokens = /yyyy|yy|dd|d|MM|mm|m|HH|H|SS/g;
const patterns: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  dd: '(?<day>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  mm: '(?<month>\\d{1,2})',
  m: '(?<month>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  MM: '(?<minute>\\d{2})',
  SS: '(?<second>\\d{2})',
};

/**
 * A reader of dates in a declared format of `d`, `m`, `yyyy`, `H`, `MM` and `SS`, for example `d/m/yyyy H:MM`; ISO dates are
 * always read. Undefined where the text is no format.
 */
export function dateReader(format: string | undefined): DateReader | undefined {
  if (format === undefined) return (text) => readIso(text) ?? undeclared(text);
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(tokens, (token) => patterns[token]!);
  if (!/year/.test(source) || !/month/.test(source) || !/day/.test(source)) return undefined;
  // The time may be left out, as midnight often is.
  const pattern = new RegExp(`^${source.replace(/([ T])\(\?<hour>(.*)$/, '(?:$1(?<hour>$2)?')}$`);
  return (text) => {
    const found = pattern.exec(text)?.groups;
    if (!found) return readIso(text) ?? new Problem(`"${text}" is no date of the form ${format}`);
    const { year = '', month = '', day = '', hour = '0', minute = '0', second = '0' } = found;
    const full = year.length === 2 ? `20${year}` : year;
    return moment(text, [full, month, day, hour, minute, second].map(Number));
  };
}

function readIso(text: string): string | Problem | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = found;
  const read = moment(text, [year, month, day, hour, minute, second].map(Number));
  if (!zone || zone === 'Z' || read instanceof Problem) return read;
  return new Date(`${read}${zone}`).toISOString().slice(0, 19);
}

function undeclared(text: string): Problem {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})/.exec(text);
  if (!found) return new Problem(`"${text}" is no date`);
  const both = Number(found[1]) <= 12 && Number(found[2]) <= 12;
  return new Problem(
    both
      ? `"${text}" can be read with the day or the month first: say which, for example --date-format d/m/yyyy`
      : `"${text}" is in a form that has to be declared, for example --date-format ${Number(found[1]) > 12 ? 'd/m/yyyy' : 'm/d/yyyy'}`,
  );
}

function moment(text: string, parts: readonly number[]): string | Problem {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real && year >= 1753 ? date.toISOString().slice(0, 19) : new Problem(`"${text}" is a date that does not exist`);
}
