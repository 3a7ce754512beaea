import type { LineFormat } from './line-printer.js';

/** Comma-separated values as RFC 4180 has them; lists and objects are JSON in their cell, everything else is as on the wire. */
export async function csvFormat(): Promise<LineFormat> {
  const { stringify } = await import('csv-stringify/sync');
  const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
  return {
    heading: (columns) => stringify([[...columns]]),
    line: (values) => stringify([values.map(plain)], { cast: { boolean: String } }),
  };
}
