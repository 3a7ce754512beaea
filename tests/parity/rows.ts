import { test } from 'vitest';
import { rows } from './inventory.js';

/** The documents whose every promise has a row. */
export const documents = {
  pyhaloapi: 'pyhaloapi, a Python module',
  halopsa: 'halopsa, a Python SDK and command line',
  guide: 'Complete Halo API client guide, in Python',
  swimlane: 'HaloPSA connector for Swimlane Turbine',
  postman: 'Halo guide: using Postman',
} as const;

/** One thing that a document names, and what we have for it. */
export interface ParityRow {
  readonly document: keyof typeof documents;
  /** What the document names, in its words or code. */
  readonly says: string;
  /** Our equivalent. */
  readonly ours: string;
  /** Where Halo itself lacks what the document names. */
  readonly note?: string;
}

/** The test of one row; its name is what the page of parity is made of. */
export function proves(id: string, work: () => Promise<void> | void): void {
  const row = rows[id];
  if (!row) throw new RangeError(`unknown row ${id}`);
  test(nameOf(id, row), work);
}

/** Name of the test of a row. */
export const nameOf = (id: string, { says, ours }: ParityRow): string => `${id}: ${says} -> ${ours}`;
