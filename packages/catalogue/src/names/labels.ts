import { findResource } from '../lookup.js';
import type { Reference } from '../references.js';
import { nameKeysOf } from './name-keys.js';

type Row = Readonly<Record<string, unknown>>;

/** What a field refers to, where the list of those records is so short that one request gives their names. */
export function shortReferenceOf(resource: string, field: string): Reference | undefined {
  const keys = [...nameKeysOf(resource).values()];
  const reference = keys.find((key) => key.field === field)?.reference;
  return reference && findResource(reference.resource)?.paging !== 'page-number'
    ? reference
    : undefined;
}

/** The names of records by what refers to them. */
export const labelsIn = (
  rows: readonly Row[],
  { key, label = key }: Reference,
): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [String(row[key]), String(row[label] ?? row[key])]));
