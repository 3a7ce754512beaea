import { type Resource, resourceNamed } from 'halopsa-catalogue';
import type { Fields } from '../fields.js';
import type { Entry } from '../journal/journal.js';
import { CurrentRecords } from '../matching/current-records.js';
import { isNamedById } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { differenceOf } from '../matching/same-value.js';
import { shownOf } from '../matching/shown-fields.js';
import { type PlanRow, readPlanRows } from '../plan/plan-file.js';
import type { Tenant } from '../tenant.js';
import { accepted } from './accepted.js';
import type { Job } from './job.js';

/** How many of the rows that were done are read back: an accepted request proves nothing. */
export type Verify = 'all' | 'sample' | 'none';

const sampleSize = 20;
const rowsAtOnce = 500;

/**
 * Reads back rows that are done; those that did not take the values sent become failures, and where one of a sample did not, all are
 * read. Gives how many were found as they were sent.
 */
export async function verifyRows(job: Job, tenant: Tenant, how: Verify): Promise<number> {
  if (how === 'none') return 0;
  const { read, right } = await readRows(job, tenant, how);
  return how === 'sample' && right < read ? (await readRows(job, tenant, 'all')).right : right;
}

type Reading = Exclude<Verify, 'none'>;

async function readRows(
  job: Job,
  tenant: Tenant,
  how: Reading,
): Promise<{ read: number; right: number }> {
  const { header } = job.plan;
  const current = new CurrentRecords(tenant, {
    resource: header.resource,
    fields: header.fields,
    keys: [],
  });
  if (how === 'all' && isNamedById(resourceNamed(header.resource)))
    await current.prepare(job.states.count('done'), sizeAfter(job));
  const count = { read: 0, right: 0 };
  for await (const batch of rowsToRead(job, how)) {
    count.read += batch.length;
    count.right += await checkRows(batch, job, { tenant, current });
  }
  return count;
}

/** The rows to read back, in batches of which the last may be empty; a sample is spread over all rows that are done. */
async function* rowsToRead(
  { plan, states }: Job,
  how: Reading,
): AsyncGenerator<readonly PlanRow[]> {
  const { update, create } = plan.footer.counts;
  const written = Math.min(states.count('done'), update + create);
  const share = how === 'all' ? 1 : Math.min(1, sampleSize / written);
  let seen = 0;
  let batch: PlanRow[] = [];
  for await (const row of readPlanRows(plan.path)) {
    if (states.state(row.row) !== 'done' || row.action === 'delete') continue;
    seen += 1;
    if (Math.ceil(seen * share) === Math.ceil((seen - 1) * share)) continue;
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** How many records the list holds now, as far as the plan knows of it. */
const sizeAfter = ({ plan: { footer } }: Job): number | undefined =>
  footer.listed === undefined
    ? undefined
    : footer.listed + footer.counts.create - footer.counts.delete;

interface Read {
  readonly tenant: Tenant;
  readonly current: CurrentRecords;
}

/** Gives how many of the rows are as they were sent. */
async function checkRows(
  rows: readonly PlanRow[],
  job: Job,
  { tenant, current }: Read,
): Promise<number> {
  let right = 0;
  const { resource: name, marker } = job.plan.header;
  const resource = resourceNamed(name);
  const byId = isNamedById(resource);
  const idOf = (row: PlanRow): Id | undefined => job.states.id(row.row) ?? row.id;
  if (byId) await current.prefetch(rows.flatMap((row) => idOf(row) ?? []));
  const recordOf = async (row: PlanRow, id: Id): Promise<Fields | undefined> =>
    byId ? current.get(id) : tenant.get(name, id, row.set);
  for (const row of rows) {
    const id = idOf(row);
    const found = id === undefined ? undefined : await recordOf(row, id);
    const error = found
      ? unapplied(row, found, { resource, marker })
      : `${accepted}, and its record is not there`;
    if (error === undefined) right += 1;
    else await job.note(failureOf(row, error, id));
  }
  current.forget(rows.flatMap((row) => idOf(row) ?? []));
  return right;
}

/** The note of a row that is not as it was sent; a record that its row does not name is kept with it, so that it can be found. */
const failureOf = ({ row, id: planned }: PlanRow, error: string, id: Id | undefined): Entry => ({
  t: 'failed',
  row,
  error,
  ...(id !== planned && id !== undefined ? { id } : {}),
});

/** Why a row did not take effect as it was sent; undefined if it did. The mark is ours, and proves nothing. */
function unapplied(
  { set }: PlanRow,
  found: Fields,
  { resource, marker }: { resource: Resource; marker: string | undefined },
): string | undefined {
  const wanted = Object.fromEntries(
    Object.entries(shownOf(set ?? {}, resource)).filter(([name]) => name !== marker),
  );
  const difference = differenceOf(wanted, found);
  if (!difference) return undefined;
  const [field] = Object.keys(difference.set) as [string];
  return `${accepted}, but ${field} is ${JSON.stringify(difference.before[field])} and not ${JSON.stringify(difference.set[field])}`;
}
