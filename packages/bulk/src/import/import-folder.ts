import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import { BulkError, BulkInputError } from '../input-error.js';
import { createPlan } from '../plan/create-plan.js';
import { checkPlan } from '../plan/plan-file.js';
import type { PlanResult } from '../plan/plan-request.js';
import { refuseOtherTarget } from '../plan/plan-target.js';
import { reasonText } from '../plan/reasons.js';
import { whyText } from '../plan/why.js';
import { openSource } from '../reading/open-source.js';
import { retryPath } from '../results/plan-retry.js';
import { planUndo } from '../results/plan-undo.js';
import { type JobStatus, readStatus } from '../results/read-results.js';
import { unknownRows } from '../results/unknown-rows.js';
import {
  type ApplyOptions,
  type ApplyResult,
  applyPlan,
  resumePlan,
  settlePlan,
} from '../run/apply-plan.js';
import { refuseChangedSource } from '../run/job.js';
import { takeJobLock } from '../run/job-lock.js';
import type { Tenant } from '../tenant.js';
import { readAliases, withAliases } from './aliases.js';
import { type ImportFile, manifestName, planName, readManifest } from './manifest.js';

/** How the files of a folder are imported. */
export interface ImportOptions extends Omit<ApplyOptions, 'maxRows' | 'maxDeletes'> {
  /** The zone of moments that name none; UTC without it. */
  readonly zone?: string | undefined;
  /** Called with each plan before it is applied; if it throws, the import ends and nothing of this file is sent. */
  readonly onPlan?: ((plan: string, file: string) => Promise<void>) | undefined;
  /** Called with the outcome of each file. */
  readonly onFile?: ((file: string, result: ApplyResult) => void) | undefined;
}

/** The status of one file of an import. */
export interface ImportStatus
  extends Pick<
    JobStatus,
    'resource' | 'done' | 'failed' | 'unknown' | 'skipped' | 'waiting' | 'rows'
  > {
  readonly file: string;
  readonly state: JobStatus['state'] | 'waiting' | 'taken back';
}

/**
 * Brings the files of a folder in, parents before children, as its `import.yaml` says: one plan for each file, made when the
 * files that it refers to are there. Called again, it continues where it stopped. Returns the status of each file.
 */
export async function importFolder(
  folder: string,
  tenant: Tenant,
  options: ImportOptions = {},
): Promise<ImportStatus[]> {
  return locked(folder, async (files) => {
    await checkFiles(files, folder);
    await refuseOtherTenant(files, { folder, tenant });
    await refuseTakenBack(files, folder);
    for (const file of files) {
      tenant.signal?.throwIfAborted();
      const [last] = (await rounds(file, folder)).reverse();
      if (!options.force) await refuseChanged(file, folder);
      const make = async (): Promise<string> =>
        (
          await planFile(file, files, {
            folder,
            tenant,
            skipErrors: options.skipErrors,
            zone: options.zone,
          })
        ).path;
      await finish(last, make, { tenant, options, file: file.file });
    }
    return statusOf(files, folder);
  });
}

/** The status of each file of an import; sends no request. */
export async function importStatus(folder: string): Promise<ImportStatus[]> {
  return statusOf(await readManifest(folder), folder);
}

/** Undoes an import, children before parents: previous values return, and what was created is deleted. Called again, it continues where it stopped. */
export async function undoImport(
  folder: string,
  tenant: Tenant,
  options: ImportOptions = {},
): Promise<void> {
  await locked(folder, async (files) => {
    await refuseOtherTenant(files, { folder, tenant });
    for (const file of [...files].reverse()) {
      for (const plan of (await rounds(file, folder)).reverse())
        await undoRound(plan, { tenant, options, file: file.file });
    }
  });
}

/** Takes back what one plan has done; a plan that was never begun has done nothing. */
async function undoRound(plan: string, advance: Advance): Promise<void> {
  const { tenant, options } = advance;
  if ((await readStatus(plan)).state === 'planned') return;
  await settlePlan(plan, tenant, options);
  const out = undoPath(plan);
  const last = (await roundsFrom(out)).at(-1);
  await finish(last, async () => (await planUndo({ plan, out, tenant })).path, advance);
}

const shownReasons = 10;

const planPath = ({ file }: ImportFile, folder: string): string => join(folder, planName(file));
const undoPath = (plan: string): string => plan.replace(/\.plan$/, '.undo.plan');

/** The plans of a file that are there, the first one first. */
const rounds = (file: ImportFile, folder: string): Promise<string[]> =>
  roundsFrom(planPath(file, folder));

/** A plan, where it is there, and those that were made for the rows that failed in the one before. */
async function roundsFrom(plan: string): Promise<string[]> {
  const found: string[] = [];
  for (let path = plan; await exists(path); path = retryPath(path)) found.push(path);
  return found;
}

/** The ids that finished plans have made are those of their tenant. */
async function refuseOtherTenant(
  files: readonly ImportFile[],
  { folder, tenant }: { folder: string; tenant: Tenant },
): Promise<void> {
  for (const file of files)
    for (const plan of await rounds(file, folder)) refuseOtherTarget(await checkPlan(plan), tenant);
}

/** What was taken back is not there, though its plans say that it was brought in. */
async function refuseTakenBack(files: readonly ImportFile[], folder: string): Promise<void> {
  for (const file of files) {
    for (const plan of await rounds(file, folder)) {
      const undo = undoPath(plan);
      if (!(await exists(undo)) || (await readStatus(undo)).state === 'planned') continue;
      throw new BulkInputError(
        'this import was taken back, or began to be',
        { code: 'undo-import', folder },
        { file: undo },
      );
    }
  }
}

/** Rows that were added to a file whose plan was begun would never be brought in. */
async function refuseChanged(file: ImportFile, folder: string): Promise<void> {
  const plan = planPath(file, folder);
  if (!(await exists(plan)) || (await readStatus(plan)).state === 'planned') return;
  await refuseChangedSource(await checkPlan(plan), { code: 'force-changed-import' });
}

interface Advance {
  readonly tenant: Tenant;
  readonly options: ImportOptions;
  readonly file: string;
}

/** Completes a plan, and ends the import if rows failed, unless it skips errors. */
async function finish(
  last: string | undefined,
  make: () => Promise<string>,
  { tenant, options, file }: Advance,
): Promise<void> {
  const result = await advance(last, make, { tenant, options, file });
  if (result && result.failed + result.unknown > 0 && !options.skipErrors)
    throw await unfinished(file, result);
}

/** Completes a plan, whatever its state. One that was not begun is made again, since the tenant may have changed. */
async function advance(
  last: string | undefined,
  make: () => Promise<string>,
  { tenant, options, file }: Advance,
): Promise<ApplyResult | undefined> {
  const status = last === undefined ? undefined : await readStatus(last);
  if (last !== undefined && status?.state === 'begun')
    return reported(await resumePlan(last, tenant, options), { options, file });
  if (last !== undefined && status?.state === 'finished')
    return { ...status, path: last, verified: 0 };
  const isRetry = last !== undefined && retryPath(last.replace(/\.retry\.plan$/, '.plan')) === last;
  if (last !== undefined && !isRetry) await unlink(last);
  const plan = isRetry ? last : await make();
  await options.onPlan?.(plan, file);
  return reported(await applyPlan(plan, tenant, options), { options, file });
}

function reported(
  result: ApplyResult,
  { options, file }: Pick<Advance, 'options' | 'file'>,
): ApplyResult {
  options.onFile?.(file, result);
  return result;
}

async function planFile(
  file: ImportFile,
  files: readonly ImportFile[],
  {
    folder,
    tenant,
    skipErrors,
    zone,
  }: { folder: string; tenant: Tenant; skipErrors: boolean | undefined; zone: string | undefined },
): Promise<PlanResult> {
  const aliases = new Map<string, Awaited<ReturnType<typeof readAliases>>>();
  const parents = new Set(Object.values(file.references));
  for (const parent of files.filter((one) => parents.has(one.file)))
    aliases.set(parent.file, await readAliases(parent, await rounds(parent, folder)));
  const source = await openSource(join(folder, file.file), file.read);
  const { resource, mode, match, marker } = file;
  const mapping = withAliases(file, source.columns, aliases);
  const result = await createPlan({
    resource,
    mode,
    match,
    marker,
    source,
    mapping,
    out: planPath(file, folder),
    tenant,
    zone,
    keepsMap: true,
  });
  const { error } = result.footer.counts;
  const [first] = result.sample.filter(({ action }) => action === 'error');
  if (error === 0 || skipErrors || !first) return result;
  await unlink(result.path);
  const refused = result.reasons.filter(({ kind }) => kind === 'error');
  const left = refused.length - shownReasons;
  const rest = left > 0 ? `\n  and ${left} more reasons` : '';
  const lines = (words: Vocabulary): string =>
    refused
      .slice(0, shownReasons)
      .map((reason) => `\n  ${reasonText(reason, words)}`)
      .join('');
  throw new BulkInputError(
    (words) =>
      error === 1
        ? whyText({ ...first, message: first.message ?? '' }, words)
        : `${error} rows have errors:${lines(words)}${rest}`,
    { code: 'skip-errors', of: 'import' },
    error === 1 ? { file: file.file, line: first.line, column: first.column } : { file: file.file },
  );
}

/** Every file is opened before the first one is sent, so that a mistake in the last is found at once. */
async function checkFiles(files: readonly ImportFile[], folder: string): Promise<void> {
  for (const { file, alias, references, read } of files) {
    const { columns } = await openSource(join(folder, file), read);
    const missing = [alias, ...Object.keys(references)].find(
      (column) => column !== undefined && !columns.includes(column),
    );
    if (missing !== undefined)
      throw new BulkInputError(
        'the manifest names this column, and the file has none',
        `The file has: ${columns.join(', ')}.`,
        {
          file,
          column: missing,
        },
      );
  }
}

async function statusOf(files: readonly ImportFile[], folder: string): Promise<ImportStatus[]> {
  const found: ImportStatus[] = [];
  for (const file of files) {
    const [last] = (await rounds(file, folder)).reverse();
    const none = {
      done: 0,
      failed: 0,
      unknown: 0,
      skipped: 0,
      waiting: 0,
      rows: 0,
      state: 'waiting' as const,
    };
    const { state, rows, done, failed, unknown, skipped, waiting } =
      last === undefined ? none : await readStatus(last);
    const [undo] = (await roundsFrom(undoPath(planPath(file, folder)))).reverse();
    const isTakenBack = undo !== undefined && isDone(await readStatus(undo));
    found.push({
      file: file.file,
      resource: file.resource,
      state: isTakenBack ? 'taken back' : state,
      rows,
      done,
      failed,
      unknown,
      skipped,
      waiting,
    });
  }
  return found;
}

async function unfinished(
  file: string,
  { path, failed, unknown }: ApplyResult,
): Promise<BulkError> {
  const { header } = await checkPlan(path);
  return new BulkError(
    'halo/bulk-failures',
    `${file}: ${failed} rows failed and ${unknown} are unknown; the files that come after it wait.`,
    {
      code: 'import-again',
      retry: failed > 0 ? path : undefined,
      unknown: unknown > 0 ? unknownRows(path, header) : undefined,
    },
  );
}

async function locked<T>(
  folder: string,
  work: (files: readonly ImportFile[]) => Promise<T>,
): Promise<T> {
  const files = await readManifest(folder);
  const lock = await takeJobLock(join(folder, manifestName));
  try {
    return await work(files);
  } finally {
    await lock.release();
  }
}

const isDone = ({ state, failed, unknown }: JobStatus): boolean =>
  state === 'finished' && failed + unknown === 0;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
