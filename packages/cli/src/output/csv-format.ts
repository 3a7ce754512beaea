import { formulaSafe } from 'halopsa-ground';
import type { LineFormat } from './line-printer.js';

/**
 * Comma-separated values as RFC 4180 has them; lists and objects are JSON in their cell. A text that a spreadsheet would run as
 * a formula has an apostrophe before it unless cells are asked for as they are; everything else is as on the wire.
 */
export async function csvFormat(raw: boolean): Promise<LineFormat> {
  const { stringify } = await import('csv-stringify/sync');
  const safe = raw ? (text: string): string => text : formulaSafe;
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return safe(value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  };
  return {
    heading: (columns) => stringify([columns.map(safe)]),
    line: (values) => stringify([values.map(plain)], { cast: { boolean: String } }),
  };
}
