import { findResource, type Resource } from 'halopsa-catalogue';
import { CurrentRecords } from '../matching/current-records.js';
import { isNamedById } from '../matching/match-key.js';
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

async function readRows(job: Job, tenant: Tenant, how: Verify): Promise<{ read: number; right: number }> {
  const total = job.states.count('done');
  const step = how === 'all' ? 1 : Math.max(1, Math.floor(total / sampleSize));
  const { header, path } = job.plan;
  const current = new CurrentRecords(tenant, { resource: header.resource, fields: header.fields, keys: [] });
  if (how === 'all' && isNamedById(findResource(header.resource)!)) await current.prepare(total, sizeAfter(job));
  let seen = 0;
  const count = { read: 0, right: 0 };
  let batch: PlanRow[] = [];
  const check = async (): Promise<void> => {
    count.read += batch.length;
    count.right += await checkRows(batch, job, { tenant, current });
    batch = [];
  };
  for await (const row of readPlanRows(path)) {
    if (job.states.state(row.row) !== 'done' || row.action === 'delete') continue;
    seen += 1;
    if ((seen - 1) % step === 0 && (how === 'all' || count.read + batch.length < sampleSize)) batch.push(row);
    if (batch.length >= rowsAtOnce) await check();
  }
  await check();
  return count;
}

/** How many records the list holds now, as far as the plan knows of it. */
const sizeAfter = ({ plan: { footer } }: Job): number | undefined =>
  footer.listed === undefined ? undefined : footer.listed + footer.counts.create - footer.counts.delete;

interface Read {
  readonly tenant: Tenant;
  readonly current: CurrentRecords;
}

/** Gives how many of the rows are as they were sent. */
async function checkRows(rows: readonly PlanRow[], job: Job, { tenant, current }: Read): Promise<number> {
  let right = 0;
  const { resource: name, marker } = job.plan.header;
  const resource = findResource(name)!;
  const byId = isNamedById(resource);
  const idOf = (row: PlanRow): number | string | undefined => row.id ?? job.states.id(row.row);
  if (byId) await current.prefetch(rows.flatMap((row) => idOf(row) ?? []));
  for (const row of rows) {
    const id = idOf(row);
    const found = id === undefined ? undefined : byId ? current.get(id) : await tenant.get(name, id, row.set);
    const error = found ? unapplied(row, found, { resource, marker }) : `${accepted}, and its record is not there`;
    if (error === undefined) right += 1;
    else await job.note({ t: 'failed', row: row.row, error, ...(row.action === 'create' && id !== undefined ? { id } : {}) });
  }
  current.forget(rows.flatMap((row) => idOf(row) ?? []));
  return right;
}

/** The mark is ours, and says nothing of whether the row took effect. */
function unapplied(
  { set }: PlanRow,
  found: Readonly<Record<string, unknown>>,
  { resource, marker }: { resource: Resource; marker: string | undefined },
): string | undefined {
  const wanted = Object.fromEntries(Object.entries(shownOf(set ?? {}, resource)).filter(([name]) => name !== marker));
  const difference = differenceOf(wanted, found);
  if (!difference) return undefined;
  const [field] = Object.keys(difference.set) as [string];
  return `${accepted}, but ${field} is ${JSON.stringify(difference.before[field])} and not ${JSON.stringify(difference.set[field])}`;
}
