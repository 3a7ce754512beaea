import { stringify } from 'csv-stringify/sync';
import type { LineFormat } from './line-printer.js';

/** Comma-separated values as RFC 4180 has them; lists and objects are JSON in their cell, everything else is as on the wire. */
export const csvFormat: LineFormat = {
  heading: (columns) => stringify([[...columns]]),
  line: (values) => stringify([values.map((value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value))], {
    cast: { boolean: String },
  }),
};
