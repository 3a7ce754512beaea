import type { HaloRecord } from '../store/port.js';

/** Writes a record as JSON, or returns the text written before. */
export type RowText = (write: (record: HaloRecord) => string) => (record: HaloRecord) => string;

/** Keeps the text of records for as long as they live; a write replaces a record and so drops its text. */
export function createRowText(): RowText {
  const texts = new WeakMap<HaloRecord, string>();
  return (write) => (record) => {
    const known = texts.get(record);
    if (known !== undefined) return known;
    const text = write(record);
    texts.set(record, text);
    return text;
  };
}
