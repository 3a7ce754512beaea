import { HaloBodyError } from 'halopsa';
import type { Tenant } from '../tenant.js';
import { type PlanRow, refusedRow } from './plan-file.js';

/**
 * The rows, those turned into errors whose lists and objects hold fields that Halo would ignore: a request with one of them would be
 * refused before it is sent, and stop the job.
 */
export function heldRows(
  rows: readonly PlanRow[],
  resource: string,
  tenant: Tenant,
): Promise<PlanRow[]> {
  const held = async (row: PlanRow): Promise<PlanRow> => {
    if (!hasInner(row)) return row;
    try {
      await tenant.check(resource, { ...row.set, ...(row.id !== undefined && { id: row.id }) });
      return row;
    } catch (error) {
      if (error instanceof HaloBodyError)
        return refusedRow(row, { message: error.message.replace(`${error.operation}: `, '') });
      throw error;
    }
  };
  return Promise.all(rows.map(held));
}

const hasInner = ({ action, set = {} }: PlanRow): boolean =>
  (action === 'create' || action === 'update') &&
  Object.values(set).some((value) => typeof value === 'object' && value !== null);
