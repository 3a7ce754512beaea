import type { Resource } from 'halopsa-catalogue';
import type { CurrentRecords } from '../matching/current-records.js';
import { hasAll } from '../matching/same-value.js';
import { otherRecord } from '../plan/known-by.js';
import { idOf, type PlanHeader, type PlanRow } from '../plan/plan-file.js';
import { changeText, findOut, isThere } from './reconcile.js';

/** What rows are checked against. */
export interface CheckedAgainst {
  readonly header: PlanHeader;
  readonly resource: Resource;
  /** Whether rows are sent although their records were changed after they were planned. */
  readonly force: boolean;
}

/** Why a row is not to be sent any more; undefined where it may be. */
export function conflictOf(
  row: PlanRow,
  current: CurrentRecords,
  against: CheckedAgainst,
): string | undefined {
  if (row.action === 'create') return conflictOfCreate(row, current, against);
  if (row.before === undefined && row.action === 'update') return undefined;
  const found = current.get(idOf(row));
  if (!found) return `the record with id ${row.id} is gone`;
  const other = against.force ? undefined : otherRecord(row, found);
  if (other !== undefined) return other;
  if (against.force || !row.before || hasAll(row.before, found)) return undefined;
  const isDone = row.action === 'update' && isThere(row.set ?? {}, found, against.resource);
  return isDone ? 'has these values by now' : changeText(row, found);
}

function conflictOfCreate(
  row: PlanRow,
  current: CurrentRecords,
  { header }: CheckedAgainst,
): string | undefined {
  const finding = findOut(row, header, current);
  if (finding.kind === 'applied')
    return `a record with its key was made after it was planned (id ${finding.id})`;
  return finding.kind === 'several' ? finding.reason : undefined;
}
