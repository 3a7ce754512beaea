import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Remedy } from 'halopsa-catalogue/errors';
import { BulkInputError } from '../input-error.js';
import { asideOf, type Entry, Journal, journalPath, readJournal } from '../journal/journal.js';
import { RowStates } from '../journal/row-states.js';
import { isReconcilable } from '../plan/estimate.js';
import type { CheckedPlan } from '../plan/plan-file.js';
import { isChanged } from '../reading/file-state.js';
import { messageOf } from './classify-failure.js';
import { rowsInDoubt } from './doubt.js';
import { type JobLock, takeJobLock } from './job-lock.js';
import { BulkStoppedError } from './stopped.js';

/** A plan that is being applied: its journal, and the state of its rows that every note keeps up to date. */
export class Job {
  readonly plan: CheckedPlan;
  readonly states: RowStates;
  readonly #journal: Journal;
  readonly #lock: JobLock;

  private constructor(
    plan: CheckedPlan,
    states: RowStates,
    { journal, lock }: { journal: Journal; lock: JobLock },
  ) {
    this.plan = plan;
    this.states = states;
    this.#journal = journal;
    this.#lock = lock;
  }

  /** Begins a plan that was never applied, or continues one that was. */
  static async open(plan: CheckedPlan, how: 'begin' | 'resume', force = false): Promise<Job> {
    const lock = await takeJobLock(plan.path);
    try {
      return await Job.#open(plan, how, { force, lock });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  static async #open(
    plan: CheckedPlan,
    how: 'begin' | 'resume',
    { force, lock }: { force: boolean; lock: JobLock },
  ): Promise<Job> {
    const states = new RowStates(plan.footer.rows);
    const before = await readJournal(plan, (entry) => states.apply(entry));
    const isBegun = before !== undefined;
    const place = { file: plan.path };
    if (isBegun && how === 'begin')
      throw new BulkInputError(
        'this plan has been applied, or begun',
        { code: 'resume-plan', plan: plan.path, why: 'begun' },
        place,
      );
    if (!isBegun && how === 'resume')
      throw new BulkInputError(
        'this plan has not been begun',
        { code: 'apply-plan', plan: plan.path },
        place,
      );
    if (how === 'begin') await refuseCopy(plan, force);
    if (how === 'begin' && !force) await refuseChangedSource(plan, { code: 'force-changed' });
    const journal = await Journal.open(plan.path).catch((error: unknown) =>
      cannotNote(plan, error, isBegun),
    );
    const job = new Job(plan, states, { journal, lock });
    if (!before) await job.#begin();
    else if (before.isInDoubt) await job.#doubt();
    return job;
  }

  /** Says what was damaged in the journal when it was opened; undefined for nothing. */
  get damage(): string | undefined {
    const { damage } = this.#journal;
    if (!damage) return undefined;
    const notes =
      damage.lines === 1
        ? '1 note of the journal is damaged'
        : `${damage.lines} notes of the journal are damaged`;
    const kept = damage.keptIn === undefined ? '' : ` (kept in ${damage.keptIn})`;
    return `${notes}${kept}: rows of which no note is left are looked up before anything is sent.`;
  }

  /** Notes that the job begins; where that fails it has not begun, and leaves no journal. */
  async #begin(): Promise<void> {
    const { path, footer } = this.plan;
    try {
      await this.note({
        t: 'begin',
        plan: footer.sha256,
        at: new Date().toISOString(),
        aside: asideOf(path),
      });
    } catch (error) {
      await this.#journal.close().catch(() => undefined);
      await rm(journalPath(path), { force: true }).catch(() => undefined);
      cannotNote(this.plan, error, false);
    }
  }

  /** Notes which rows may have been sent although no note is left of it. */
  async #doubt(): Promise<void> {
    const { path } = this.plan;
    try {
      await this.note({
        t: 'doubt',
        rows: await rowsInDoubt(path, this.states),
        aside: asideOf(path),
      });
    } catch (error) {
      await this.#journal.close().catch(() => undefined);
      throw error;
    }
  }

  /** Notes something, durably, before the states show it. */
  async note(entry: Entry): Promise<void> {
    await this.#journal.note(entry);
    this.states.apply(entry);
  }

  /** Closes the journal and lets others at the plan. */
  async close(): Promise<void> {
    await this.#journal.close();
    await this.#lock.release();
  }
}

/** A job whose journal cannot be written sends nothing; one that has begun goes on later. */
function cannotNote({ path }: CheckedPlan, error: unknown, isBegun: boolean): never {
  if (isBegun) throw new BulkStoppedError('the journal cannot be written', error, path);
  const cause = error instanceof BulkStoppedError ? error.cause : error;
  throw new BulkInputError(
    `the journal cannot be written: ${messageOf(cause)}`,
    { code: 'apply-plan', plan: path, first: 'Make room on the disk' },
    { file: journalPath(path) },
  );
}

/**
 * Refuses a plan that lies elsewhere than where it was made. Its journal may have stayed behind, and a job that was begun must not
 * begin again; a copy whose new records nothing would find again could make them twice.
 */
async function refuseCopy(plan: CheckedPlan, force: boolean): Promise<void> {
  const { header, footer, path } = plan;
  const made = header.path;
  if (made === undefined || made === resolve(path)) return;
  const place = { file: path };
  const left = await readJournal({ path: made, footer }).catch(() => undefined);
  if (left)
    throw new BulkInputError(
      `this plan was begun as ${made}, where its journal lies`,
      { code: 'resume-plan', plan: made, why: 'elsewhere' },
      place,
    );
  const { create } = footer.counts;
  const keyless = isReconcilable(header.match, header.marker) ? (footer.keyless ?? 0) : create;
  if (force || keyless === 0) return;
  throw new BulkInputError(
    `this plan was made as ${made} and lies elsewhere now, and ${keyless === create ? '' : `${keyless} of `}its new records have no key`,
    { code: 'force-copy' },
    place,
  );
}

/** Refuses a plan whose source has changed. */
export async function refuseChangedSource({ header }: CheckedPlan, remedy: Remedy): Promise<void> {
  const { file } = header.source;
  if (!file) return;
  if (await isChanged(file))
    throw new BulkInputError('the file was changed after it was planned', remedy, {
      file: file.path,
    });
}
