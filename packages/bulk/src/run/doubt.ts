import type { RowStates } from '../journal/row-states.js';
import { readPlanRows } from '../plan/plan-file.js';

/** The rows of a plan that seem to wait and may have been sent all the same, since notes of its journal were damaged. */
export async function rowsInDoubt(plan: string, states: RowStates): Promise<number[]> {
  const rows: number[] = [];
  for await (const { row, action } of readPlanRows(plan))
    if (action !== 'skip' && action !== 'error' && states.state(row) === 'waiting') rows.push(row);
  return rows;
}
