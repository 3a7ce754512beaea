import type { Target } from '../mapping/read-row.js';
import type { References } from '../mapping/references.js';
import { countUnmatched, type Unmatched } from '../mapping/unmatched.js';
import { type PlanRow, refusedRow } from './plan-file.js';

/** What rows refer to. */
export interface Referring {
  readonly targets: readonly Target[];
  readonly references: References;
  /** Names and ids of no record, by field. */
  readonly unmatched: Record<string, Record<string, Unmatched>>;
}

/** The rows, those turned into errors that would write the id of a record which is not there. */
export async function referredRows(
  rows: readonly PlanRow[],
  { targets, references, unmatched }: Referring,
): Promise<readonly PlanRow[]> {
  const fields = targets.flatMap(({ column, field, path, reference }) =>
    reference && path.length === 1 ? [{ column, field, reference }] : [],
  );
  if (fields.length === 0) return rows;
  for (const { field, reference } of fields)
    await references.check(
      reference,
      rows.map(({ set }) => set?.[field]),
    );
  return rows.map((row) => {
    for (const { column, field, reference } of fields) {
      const problem = references.missing(reference, row.set?.[field]);
      if (!problem) continue;
      countUnmatched(unmatched, field, problem);
      return { ...refusedRow(row, problem), column };
    }
    return row;
  });
}
