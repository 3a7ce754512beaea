import type { OrderItem } from './syntax.js';
import { compare, keyOf, type SqlValue } from './value.js';

/** The values of one row. */
export type SqlRow = readonly SqlValue[];

/** A row with what it is ordered by. */
export interface OrderedRow {
  readonly values: SqlRow;
  readonly keys: readonly SqlValue[];
}

/** Which rows of a result somebody wants, and how many of them at the most. */
export interface RowCap {
  readonly keeps: (row: SqlRow) => boolean;
  readonly most: number;
}

/** The rows that a cap leaves. */
export const capRows = (rows: readonly SqlRow[], cap: RowCap | undefined): readonly SqlRow[] =>
  cap ? rows.filter(cap.keeps).slice(0, cap.most) : rows;

/** The rows without repetitions. */
export function distinctRows(rows: readonly SqlRow[]): SqlRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row.map(keyOf)), row])).values()];
}

/** The rows in order; equal ones stay as they came. */
export function sortRows(rows: readonly OrderedRow[], order: readonly OrderItem[]): SqlRow[] {
  if (order.length === 0) return rows.map(({ values }) => values);
  return [...rows]
    .sort((a, b) => {
      for (const [at, { descending }] of order.entries()) {
        const found = compare(a.keys[at] ?? null, b.keys[at] ?? null);
        if (found !== 0) return descending ? -found : found;
      }
      return 0;
    })
    .map(({ values }) => values);
}
