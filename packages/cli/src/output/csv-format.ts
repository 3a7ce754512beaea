import { formulaSafe } from 'halopsa-ground';
import { shownMoment } from './cell.js';
import type { Value } from './json-value.js';
import type { LineFormat } from './line-printer.js';
import type { ShowTime } from './show-time.js';

/** How CSV is written. */
export interface CsvHabits {
  /** Cells as they are, although a spreadsheet may run some of them as formulas. */
  readonly raw: boolean;
  /** Whether it goes into a file, which then begins with a byte order mark: without one Excel takes UTF-8 for a code page. */
  readonly isFile: boolean;
  /** How moments are shown, where a zone was named; without one they are as on the wire. */
  readonly showTime?: ShowTime | undefined;
}

/**
 * Comma-separated values as RFC 4180 has them; lists and objects are JSON in their cell. A text that a spreadsheet would run as
 * a formula has an apostrophe before it unless cells are asked for as they are; everything else is as on the wire.
 */
export async function csvFormat({ raw, isFile, showTime }: CsvHabits): Promise<LineFormat> {
  const { stringify } = await import('csv-stringify/sync');
  const safe = raw ? (text: string): string => text : formulaSafe;
  const plain = (value: Value): Value => {
    if (typeof value === 'string') return safe(showTime ? shownMoment(value, showTime) : value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  };
  return {
    heading: (columns) => `${isFile ? '\uFEFF' : ''}${stringify([columns.map(safe)])}`,
    line: (values) => stringify([values.map(plain)], { cast: { boolean: String } }),
  };
}
