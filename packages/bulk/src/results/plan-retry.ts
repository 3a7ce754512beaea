import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Note, Remedy } from 'halopsa-catalogue/errors';
import type { Fields, FieldValue } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import type { RowStates } from '../journal/row-states.js';
import type { CurrentRecords } from '../matching/current-records.js';
import { differenceOf } from '../matching/same-value.js';
import { isShown, shownOf } from '../matching/shown-fields.js';
import { createKeys, isFindable } from '../plan/create-keys.js';
import { estimate, readBefore } from '../plan/estimate.js';
import {
  type Action,
  idOf,
  type PlanFooter,
  type PlanHeader,
  type PlanRow,
  PlanWriter,
} from '../plan/plan-file.js';
import { refuseOtherTarget } from '../plan/plan-target.js';
import { wasAccepted } from '../run/accepted.js';
import { findOut, readBack } from '../run/reconcile.js';
import type { Tenant } from '../tenant.js';
import { type RowResult, readJobState, readResults } from './read-results.js';
import { unknownRows } from './unknown-rows.js';

/** The rows to try once more. */
export interface RetryRequest {
  readonly plan: string;
  /** Where the plan for them is written; `retryPath` gives the usual place. */
  readonly out: string;
  readonly tenant: Tenant;
}

/** Where the plan for the failed rows of a plan is kept by default. */
export const retryPath = (plan: string): string => plan.replace(/(\.plan)?$/, '.retry.plan');

const rowsAtOnce = 500;

/** Plans the failed rows once more, compared with the records as they are now; rows that are done are left out. */
export async function planRetry({
  plan,
  out,
  tenant,
}: RetryRequest): Promise<{ path: string; header: PlanHeader; footer: PlanFooter }> {
  const { plan: done, states, isBegun } = await readJobState(plan);
  const place = { file: plan };
  refuseOtherTarget(done, tenant);
  if (!isBegun)
    throw new BulkInputError('this plan has not been applied', { code: 'apply-plan', plan }, place);
  refuseUnfinished(states, done.header, plan);
  const unknown = states.count('unknown');
  const header = headerAgain(done.header, out);
  const counts: Record<Action, number> = { update: 0, create: 0, delete: 0, skip: 0, error: 0 };
  let keyless = 0;
  const writer = await PlanWriter.create(out, header);
  try {
    let row = 0;
    for await (const failed of failedRows(plan)) {
      for (const again of await planAgain(failed, header, tenant)) {
        row += 1;
        counts[again.action] += 1;
        if (again.action === 'create' && !isFindable(again, header)) keyless += 1;
        writer.add({ ...again, row });
      }
      await writer.flush();
    }
    const resource = resourceNamed(header.resource);
    const { marker, fields } = header;
    const work = estimate(counts, {
      resource,
      keys: createKeys(header),
      marker,
      keyless,
      tenant,
      fields,
      read: readBefore(done),
    });
    const footer = await writer.finish({
      ...work,
      rows: row,
      counts,
      warnings: unknown === 0 ? [] : [leftOut(unknown, unknownRows(plan, done.header))],
    });
    return { path: out, header, footer };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

const leftOut = (unknown: number, remedy: Remedy): Note => ({
  message: `${unknown} rows are left out, since it is not known whether they took effect.`,
  remedy,
});

/** A job is tried again once it is finished, and where rows of it have failed. */
function refuseUnfinished(states: RowStates, header: PlanHeader, plan: string): void {
  const place = { file: plan };
  const unknown = states.count('unknown');
  if (!states.isEnded || states.count('sent') > 0)
    throw new BulkInputError(
      'this job is not finished',
      { code: 'resume-plan', plan, why: 'unfinished' },
      place,
    );
  if (states.count('failed') > 0) return;
  if (unknown === 0)
    throw new BulkInputError(
      'no row of this job has failed',
      'There is nothing to try again.',
      place,
    );
  throw new BulkInputError(
    `no row of this job has failed, and ${unknown} are unknown`,
    unknownRows(plan, header),
    place,
  );
}

/** The header of a plan for rows of another one. */
const headerAgain = (before: PlanHeader, out: string): PlanHeader => ({
  ...before,
  id: randomUUID(),
  created: new Date().toISOString(),
  by: undefined,
  path: resolve(out),
  source: { ...before.source, file: undefined },
});

async function* failedRows(plan: string): AsyncGenerator<readonly RowResult[]> {
  let batch: RowResult[] = [];
  for await (const result of readResults(plan)) {
    if (result.outcome !== 'failed') continue;
    batch.push(result);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function planAgain(
  failed: readonly RowResult[],
  header: PlanHeader,
  tenant: Tenant,
): Promise<PlanRow[]> {
  // A new record that did not take all of its values is there: what is left to do is a change.
  const rows = failed.map(
    ({ row, line, cells, action, id, known, set, before }): PlanRow => ({
      row,
      line,
      action: action === 'create' && id !== undefined ? 'update' : action,
      id,
      known,
      set,
      before,
      cells,
    }),
  );
  const current = await readBack(tenant, header, rows);
  return rows.map((row, at) => ({
    ...row,
    ...decide(row, header, { current, error: failed[at]?.error }),
  }));
}

interface Known {
  readonly current: CurrentRecords;
  /** Why the row failed. */
  readonly error: string | undefined;
}

/** What changes in a row that failed before it is sent once more. */
function decide(row: PlanRow, header: PlanHeader, known: Known): Partial<PlanRow> {
  const { action, id } = row;
  if (action === 'create') return createAgain(row, header, known);
  const found = known.current.get(idOf(row));
  if (action === 'delete') return found ? {} : { action: 'skip', message: 'is gone already' };
  if (!found) return { action: 'error', message: `the record with id ${id} is gone` };
  return changeAgain(row, resourceNamed(header.resource), found);
}

function createAgain(
  row: PlanRow,
  header: PlanHeader,
  { current, error }: Known,
): Partial<PlanRow> {
  const finding = findOut(row, header, current);
  if (finding.kind === 'applied')
    return { action: 'skip', id: finding.id, message: `is there already as id ${finding.id}` };
  if (finding.kind === 'several') return { action: 'error', message: finding.reason };
  // Sent once more, it might be there twice.
  return wasAccepted(error) ? { action: 'error', message: error } : {};
}

function changeAgain(
  { set = {}, before }: PlanRow,
  resource: Resource,
  found: Fields,
): Partial<PlanRow> {
  const unshown = Object.entries(set).filter(([name]) => !isShown(name, resource));
  const difference = differenceOf(shownOf(set, resource), found);
  // What no answer shows is sent once more, and its old value is not stated.
  if (!difference && unshown.every(([name]) => name.startsWith('_')))
    return { action: 'skip', message: 'has these values already' };
  const isKnown = ([name]: [string, FieldValue]): boolean =>
    before === undefined || Object.hasOwn(before, name);
  return {
    set: { ...difference?.set, ...Object.fromEntries(unshown) },
    before: Object.fromEntries(Object.entries(difference?.before ?? {}).filter(isKnown)),
  };
}
