import { HaloError, HaloUsageError } from 'halopsa';
import { resourceNamed } from 'halopsa-catalogue';
import { BulkInputError } from '../input-error.js';
import { CurrentRecords } from '../matching/current-records.js';
import { isNamedById } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { createKeys } from '../plan/create-keys.js';
import {
  type CheckedPlan,
  checkPlan,
  idOf,
  type PlanRow,
  readPlanRows,
} from '../plan/plan-file.js';
import { refuseOtherTarget } from '../plan/plan-target.js';
import { type Reason, Reasons, reasonList } from '../plan/reasons.js';
import type { Tenant } from '../tenant.js';
import { keptPath } from './deleted-records.js';
import { Job } from './job.js';
import type { RunOptions } from './row-notes.js';
import { Runner } from './runner.js';
import { BulkStoppedError } from './stopped.js';
import { UsedRecords } from './used-records.js';
import { type Verify, verifyRows } from './verify.js';

/** How a plan is applied. */
export interface ApplyOptions extends RunOptions {
  readonly verify?: Verify | undefined;
  /** Refuses a plan that changes more rows. */
  readonly maxRows?: number | undefined;
  /** Refuses a plan that deletes more records. */
  readonly maxDeletes?: number | undefined;
  /** Applies the good rows of a plan that has bad ones. */
  readonly skipErrors?: boolean | undefined;
}

/** What became of the rows of a plan. */
export interface ApplyResult {
  readonly path: string;
  readonly done: number;
  readonly failed: number;
  readonly unknown: number;
  /** Rows that were not sent: unchanged, in conflict, or refused when they were planned. */
  readonly skipped: number;
  readonly waiting: number;
  /** The file with the records that were deleted, whole, where there are any. */
  readonly backup?: string | undefined;
  /** Rows that were read back and found as they were sent. */
  readonly verified: number;
}

const writes = ['update', 'create', 'delete'] as const;
const isWrite = (row: PlanRow): boolean => row.action !== 'skip' && row.action !== 'error';

/** Applies a plan. Throws BulkInputError before anything is sent where it must not be, BulkStoppedError where it ends half-way. */
export async function applyPlan(
  path: string,
  tenant: Tenant,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const plan = await checkPlan(path);
  refuseOtherTarget(plan, tenant);
  await checkCaps(plan, options);
  return run(await Job.open(plan, 'begin', options.force), tenant, options);
}

/** Continues a plan that was begun: rows whose answers are not known are looked up first. */
export async function resumePlan(
  path: string,
  tenant: Tenant,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const plan = await checkPlan(path);
  refuseOtherTarget(plan, tenant);
  return run(await Job.open(plan, 'resume'), tenant, options);
}

/** Looks up the rows of a plan whose answers are not known, and sends none: what took no effect waits again. */
export async function settlePlan(
  path: string,
  tenant: Tenant,
  options: RunOptions = {},
): Promise<void> {
  const plan = await checkPlan(path);
  refuseOtherTarget(plan, tenant);
  const job = await Job.open(plan, 'resume');
  try {
    await new Runner(job, tenant, options).settle(await unsettledRows(job));
  } finally {
    await job.close();
  }
}

async function run(job: Job, tenant: Tenant, options: ApplyOptions): Promise<ApplyResult> {
  const runner = new Runner(job, tenant, options);
  try {
    if (job.damage !== undefined) options.onWarning?.(job.damage);
    // What took no effect waits again, and is compared with its record like every other row.
    await runner.settle(await unsettledRows(job));
    await sendAll(job, runner, tenant);
    const verified = job.states.isEnded
      ? 0
      : await verifyRows(job, tenant, options.verify ?? 'sample');
    if (!job.states.isEnded) await job.note({ t: 'end', at: new Date().toISOString() });
    return { ...summary(job.plan, job), verified };
  } catch (error) {
    throw tenant.signal?.aborted ? error : stopOf(error, job);
  } finally {
    await runner.close();
    await job.close();
  }
}

/** An error as the end of a job. */
function stopOf(error: unknown, { plan, states }: Job): unknown {
  // What was not a write has failed: the records could not be read before the first row or after the last.
  const stopped = isOfHalo(error)
    ? new BulkStoppedError('the records could not be read', error, plan.path)
    : error;
  return stopped instanceof BulkStoppedError && states.isUntouched
    ? stopped.beforeFirstRow()
    : stopped;
}

/** Whether Halo, or the connection to it, has failed, and the error says nothing of the job yet. */
const isOfHalo = (error: unknown): boolean =>
  error instanceof HaloError &&
  !(error instanceof BulkStoppedError) &&
  !(error instanceof HaloUsageError);

/** The counts of a job so far. */
export function summary(
  { path, footer }: CheckedPlan,
  { states }: Pick<Job, 'states'>,
): Omit<ApplyResult, 'verified'> {
  const [done, failed, unknown] = [
    states.count('done'),
    states.count('failed'),
    states.count('unknown') + states.count('sent'),
  ];
  const skipped = states.count('skipped') + footer.counts.skip + footer.counts.error;
  const backup = footer.counts.delete > 0 ? keptPath(path) : undefined;
  const waiting = footer.rows - done - failed - unknown - skipped;
  return {
    path,
    done,
    failed,
    unknown,
    skipped,
    waiting,
    ...(backup === undefined ? {} : { backup }),
  };
}

async function unsettledRows(job: Job): Promise<PlanRow[]> {
  const rows: PlanRow[] = [];
  if (job.states.count('sent') + job.states.count('unknown') === 0) return rows;
  for await (const row of readPlanRows(job.plan.path))
    if (['sent', 'unknown'].includes(job.states.state(row.row))) rows.push(row);
  return rows;
}

/** Sends every row that waits, so many requests at a time as the tenant allows; the first failure of the job itself ends it. */
async function sendAll(job: Job, runner: Runner, tenant: Tenant): Promise<void> {
  const used = await readUsed(job, tenant);
  const current = await readCurrent(job, tenant);
  const open = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const start = async (rows: readonly PlanRow[]): Promise<void> => {
    if (open.size >= tenant.concurrency) await Promise.race(open);
    if (failures.length > 0) return;
    const action = rows[0]?.action;
    const isAlone = runner.isProving && action === 'create';
    const work = action === 'delete' ? runner.remove(rows, used) : runner.send(rows, current);
    const sending: Promise<void> = work
      .catch((error: unknown) => void failures.push(error))
      .finally(() => open.delete(sending));
    open.add(sending);
    if (isAlone) await sending;
  };
  for await (const rows of requestsOf(job, runner)) {
    await start(rows);
    if (failures.length > 0) break;
  }
  await Promise.all(open);
  if (failures.length > 0) throw failures[0];
  await runner.recoverDeferred();
}

/** The rows that wait, as they share requests. */
async function* requestsOf(job: Job, runner: Runner): AsyncGenerator<readonly PlanRow[]> {
  const waiting: Record<(typeof writes)[number], PlanRow[]> = {
    update: [],
    create: [],
    delete: [],
  };
  for await (const row of readPlanRows(job.plan.path)) {
    if (!isWrite(row) || job.states.state(row.row) !== 'waiting') continue;
    const rows = waiting[row.action as keyof typeof waiting];
    if (runner.goesAlone(row)) yield [row];
    else if (rows.push(row) >= runner.batchSize) yield rows.splice(0);
  }
  for (const action of writes) if (waiting[action].length > 0) yield waiting[action];
}

/** What has become of the records that an undo deletes; undefined where it deletes none. */
async function readUsed({ plan, states }: Job, tenant: Tenant): Promise<UsedRecords | undefined> {
  const { header, footer, path } = plan;
  if (
    header.undoes === undefined ||
    footer.counts.delete === 0 ||
    !isNamedById(resourceNamed(header.resource))
  )
    return undefined;
  const ids: Id[] = [];
  for await (const row of readPlanRows(path))
    if (row.action === 'delete' && states.state(row.row) === 'waiting') ids.push(idOf(row));
  return UsedRecords.read(tenant, header.resource, ids);
}

/** The records of the plan as they are now, to hold each row against; read once, unless so few are left that they are read one by one. */
async function readCurrent(job: Job, tenant: Tenant): Promise<CurrentRecords | undefined> {
  const { header, footer } = job.plan;
  const waiting = job.states.count('waiting') - footer.counts.skip - footer.counts.error;
  if (waiting <= 0) return undefined;
  const keys = createKeys(header);
  const needsKeys = footer.counts.create > 0 && keys.length > 0;
  const touched =
    header.compared && isNamedById(resourceNamed(header.resource)) ? footer.counts.update : 0;
  if (!needsKeys && touched === 0) return undefined;
  // New records are looked for by their keys alone.
  const fields = touched === 0 ? [] : [...header.fields, ...header.match.flat()];
  const current = new CurrentRecords(tenant, { resource: header.resource, fields, keys });
  if (needsKeys) await current.readList();
  else await current.prepare(Math.min(touched, waiting), footer.listed);
  return current;
}

const shownReasons = 5;

/** Why rows of a plan are refused, the most common reason first. */
async function reasonsOf(path: string): Promise<Reason[]> {
  const reasons = new Reasons();
  for await (const { action, line, column, message = '', remedy } of readPlanRows(path))
    if (action === 'error') reasons.add(action, { line, column, message, remedy });
  return reasons.list();
}

async function checkCaps(
  { footer, path }: CheckedPlan,
  { maxRows, maxDeletes, skipErrors }: ApplyOptions,
): Promise<void> {
  const { counts } = footer;
  const place = { file: path };
  const touched = counts.update + counts.create + counts.delete;
  if (counts.error > 0 && !skipErrors) {
    const reasons = await reasonsOf(path);
    const listing = { shown: shownReasons, plan: path };
    throw new BulkInputError(
      (words) =>
        `${counts.error} rows of the plan have errors:${reasonList(reasons, { ...listing, words })}`,
      { code: 'skip-errors', of: 'plan' },
      place,
    );
  }
  if (maxRows !== undefined && touched > maxRows)
    throw new BulkInputError(
      `the plan changes ${touched} records, and may change ${maxRows}`,
      { code: 'raise-limit', limit: 'maxRows' },
      place,
    );
  if (maxDeletes !== undefined && counts.delete > maxDeletes)
    throw new BulkInputError(
      `the plan deletes ${counts.delete} records, and may delete ${maxDeletes}`,
      { code: 'raise-limit', limit: 'maxDeletes' },
      place,
    );
}
