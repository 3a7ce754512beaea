import { SqlError } from './sql-error.js';
import { textOf } from './value.js';

const two = (value: number): string => String(value).padStart(2, '0');
const MONTHS: readonly string[] = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly name: string;
  readonly time: string;
  readonly millis: string;
}

/** The styles of CONVERT with a four-digit year, by their number. */
const STYLES: Readonly<Record<number, (parts: Parts) => string>> = {
  20: ({ year, month, day, time }) => `${year}-${month}-${day} ${time}`,
  21: ({ year, month, day, time, millis }) => `${year}-${month}-${day} ${time}.${millis}`,
  23: ({ year, month, day }) => `${year}-${month}-${day}`,
  101: ({ year, month, day }) => `${month}/${day}/${year}`,
  102: ({ year, month, day }) => `${year}.${month}.${day}`,
  103: ({ year, month, day }) => `${day}/${month}/${year}`,
  104: ({ year, month, day }) => `${day}.${month}.${year}`,
  105: ({ year, month, day }) => `${day}-${month}-${year}`,
  106: ({ year, day, name }) => `${day} ${name} ${year}`,
  107: ({ year, day, name }) => `${name} ${day}, ${year}`,
  108: ({ time }) => time,
  110: ({ year, month, day }) => `${month}-${day}-${year}`,
  111: ({ year, month, day }) => `${year}/${month}/${day}`,
  112: ({ year, month, day }) => `${year}${month}${day}`,
  120: ({ year, month, day, time }) => `${year}-${month}-${day} ${time}`,
  121: ({ year, month, day, time, millis }) => `${year}-${month}-${day} ${time}.${millis}`,
  126: ({ year, month, day, time, millis }) =>
    `${year}-${month}-${day}T${time}${millis === '000' ? '' : `.${millis}`}`,
};

/** A date as text in one of the numbered styles of CONVERT; 0 and 100 are the default form. */
export function formatDate(date: Date, style: number): string {
  if (style === 0 || style === 100) return textOf(date);
  const format = STYLES[style];
  if (!format)
    throw new SqlError(
      `${style} is not a valid style number when converting from datetime to a character string.`,
    );
  return format({
    year: String(date.getUTCFullYear()),
    month: two(date.getUTCMonth() + 1),
    day: two(date.getUTCDate()),
    // Months count from 0 to 11.
    name: MONTHS[date.getUTCMonth()]!,
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
    millis: String(date.getUTCMilliseconds()).padStart(3, '0'),
  });
}
