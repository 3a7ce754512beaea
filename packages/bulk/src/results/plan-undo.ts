import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Fields, FieldValue } from '../fields.js';
import { BulkInputError } from '../input-error.js';
import { MadeRecords } from '../journal/made-records.js';
import { isNamedById } from '../matching/match-key.js';
import { recordName } from '../matching/record-name.js';
import { shownOf } from '../matching/shown-fields.js';
import { isFindable } from '../plan/create-keys.js';
import { type Estimate, estimate, forecast, readBefore } from '../plan/estimate.js';
import {
  type Action,
  type CheckedPlan,
  type PlanFooter,
  type PlanHeader,
  type PlanRow,
  PlanWriter,
} from '../plan/plan-file.js';
import { refuseOtherTarget } from '../plan/plan-target.js';
import { wasAccepted } from '../run/accepted.js';
import { dependentRequests } from '../run/dependents.js';
import type { MadeRecord } from '../run/made-record.js';
import type { Tenant } from '../tenant.js';
import { type RowResult, readJobState, readResults } from './read-results.js';

/** What is to be taken back. */
export interface UndoRequest {
  readonly plan: string;
  /** Where the plan that takes it back is written. */
  readonly out: string;
  readonly tenant?: Tenant | undefined;
}

/** Plans to undo what a plan has done: previous values return, and what was created is deleted. It is applied like any plan, with the same conflict check. */
export async function planUndo({
  plan,
  out,
  tenant,
}: UndoRequest): Promise<{ path: string; header: PlanHeader; footer: PlanFooter }> {
  const { plan: done, isBegun } = await readJobState(plan);
  if (tenant) refuseOtherTarget(done, tenant);
  if (!isBegun)
    throw new BulkInputError('this plan has not been applied', 'There is nothing to take back.', {
      file: plan,
    });
  const header: PlanHeader = {
    ...done.header,
    id: randomUUID(),
    created: new Date().toISOString(),
    mode: 'update',
    match: [['id']],
    undoes: done.header.id,
    again: undefined,
    by: undefined,
    path: resolve(out),
    source: { ...done.header.source, name: plan, file: undefined },
  };
  const { marker: _, ...unmarked } = header;
  const made = await MadeRecords.read(done);
  const counts: Record<Action, number> = { update: 0, create: 0, delete: 0, skip: 0, error: 0 };
  const writer = await PlanWriter.create(out, unmarked);
  try {
    let row = 0;
    for await (const result of readResults(plan)) {
      row += 1;
      const reverse: PlanRow = {
        row,
        line: result.line,
        ...reverseOf(result, done.header, made.of(result.row)),
        cells: result.cells,
      };
      counts[reverse.action] += 1;
      writer.add(reverse);
      await writer.flush();
    }
    const work = await workOf(counts, done, tenant);
    const warnings = counts.error > 0 ? [`${counts.error} rows cannot be taken back.`] : [];
    const footer = await writer.finish({ ...work, rows: row, counts, warnings });
    return { path: out, header: unmarked, footer };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** A record that is deleted is read whole first, and what may refer to it is read once for all. */
async function workOf(
  counts: Readonly<Record<Action, number>>,
  done: CheckedPlan,
  tenant: Tenant | undefined,
): Promise<Estimate> {
  const resource = resourceNamed(done.header.resource);
  const { delete: remove } = counts;
  const { fields } = done.header;
  const work = estimate(counts, {
    resource,
    keys: [['id']],
    marker: undefined,
    keyless: 0,
    tenant,
    fields,
    read: readBefore(done),
  });
  const looks =
    tenant && isNamedById(resource) ? await dependentRequests(resource, remove, tenant) : 0;
  return { ...work, ...forecast(work.requests + looks, tenant) };
}

/** What to do about a row of which it is not known whether it took effect. */
const openText = (row: RowResult, header: PlanHeader): string =>
  row.action !== 'create' || isFindable(row, header)
    ? 'it is not known whether this row took effect: resume the job first'
    : 'it is not known whether this row took effect: look for its record in Halo, and delete it by hand if it is there';

type Reverse = Pick<PlanRow, 'action' | 'id' | 'name' | 'set' | 'before' | 'message'>;

/** What takes a row back, by what became of it. */
function reverseOf(result: RowResult, header: PlanHeader, made: MadeRecord | undefined): Reverse {
  const { id, outcome, set } = result;
  const isSent = ([name]: [string, FieldValue]): boolean =>
    !name.startsWith('_') && name !== header.marker;
  const after = Object.fromEntries(Object.entries(set ?? {}).filter(isSent));
  if (outcome === 'created')
    return reverseOfCreated(result, resourceNamed(header.resource), { after, made });
  if (outcome === 'deleted')
    return { action: 'error', id, message: 'a deleted record cannot be brought back' };
  if (outcome === 'unknown') return { action: 'error', id, message: openText(result, header) };
  // A row that failed the check after writing was made all the same, or may have changed some of its fields.
  const isAccepted = outcome === 'failed' && wasAccepted(result.error);
  if (isAccepted && result.action === 'create') return reverseOfAccepted(result, after);
  const isChanged = outcome === 'updated' || (isAccepted && result.action === 'update');
  return isChanged
    ? reverseOfChanged(result, header, after)
    : { action: 'skip', id, message: 'nothing was changed' };
}

/** A new record that somebody has changed since is theirs too; where an id alone does not name it, it cannot be looked at. */
function reverseOfCreated(
  { id, set }: RowResult,
  resource: Resource,
  { after, made }: { after: Fields; made: MadeRecord | undefined },
): Reverse {
  const known = isNamedById(resource)
    ? { before: shownOf(after, resource), ...(made ? { made } : {}) }
    : { set };
  return { action: 'delete', id, name: recordName(after), ...known };
}

const reverseOfAccepted = ({ id }: RowResult, after: Fields): Reverse =>
  id === undefined
    ? {
        action: 'error',
        message:
          'Halo accepted it, and its record was not found: look for it, and delete it by hand',
      }
    : { action: 'delete', id, name: recordName(after) };

function reverseOfChanged(
  { id, before }: RowResult,
  { compared }: PlanHeader,
  after: Record<string, FieldValue>,
): Reverse {
  if (!compared || before === undefined)
    return { action: 'error', id, message: 'it was planned without reading the old values' };
  const blind = Object.keys(after).filter((field) => !Object.hasOwn(before, field));
  if (blind.length > 0)
    return {
      action: 'error',
      id,
      message: `what stood in ${blind.join(', ')} was not known when it was planned`,
    };
  return { action: 'update', id, set: before, before: after };
}
