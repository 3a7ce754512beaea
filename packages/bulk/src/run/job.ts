import { BulkInputError } from '../input-error.js';
import { type Entry, Journal, journalPath, readJournal } from '../journal/journal.js';
import { RowStates } from '../journal/row-states.js';
import { fileState } from '../plan/create-plan.js';
import type { CheckedPlan } from '../plan/plan-file.js';
import { type JobLock, takeJobLock } from './job-lock.js';

/** A plan that is being applied: its journal, and the state of its rows that every note keeps up to date. */
export class Job {
  readonly plan: CheckedPlan;
  readonly states: RowStates;
  readonly #journal: Journal;
  readonly #lock: JobLock;

  private constructor(plan: CheckedPlan, states: RowStates, { journal, lock }: { journal: Journal; lock: JobLock }) {
    this.plan = plan;
    this.states = states;
    this.#journal = journal;
    this.#lock = lock;
  }

  /** Begins a plan that was never applied, or goes on with one that was. */
  static async open(plan: CheckedPlan, how: 'begin' | 'resume', force = false): Promise<Job> {
    const lock = await takeJobLock(plan.path);
    try {
      return await Job.#open(plan, how, { force, lock });
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  static async #open(plan: CheckedPlan, how: 'begin' | 'resume', { force, lock }: { force: boolean; lock: JobLock }): Promise<Job> {
    const before = await readJournal(plan.path);
    const isBegun = before !== undefined && before.entries.length > 0;
    const place = { file: plan.path };
    if (isBegun && how === 'begin')
      throw new BulkInputError(
        'this plan has been applied, or begun',
        `Use "halo bulk resume ${plan.path}" to go on, "halo bulk status" to look.`,
        place,
      );
    if (!isBegun && how === 'resume')
      throw new BulkInputError('this plan has not been begun', `Use "halo bulk apply ${plan.path}".`, place);
    if (how === 'begin' && !force) await refuseChangedSource(plan, 'Plan it again, or apply the plan as it is with --force.');
    const states = new RowStates(plan.footer.rows);
    for (const entry of before?.entries ?? []) states.apply(entry);
    const [first] = before?.entries ?? [];
    if (first && (first.t !== 'begin' || first.plan !== plan.footer.sha256))
      throw new BulkInputError('this journal belongs to another plan', 'Move it away if the plan was made anew.', {
        file: journalPath(plan.path),
      });
    const journal = await Journal.open(plan.path, before?.whole ?? 0);
    const job = new Job(plan, states, { journal, lock });
    if (!first) await job.note({ t: 'begin', plan: plan.footer.sha256, at: new Date().toISOString() });
    return job;
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

/** Refuses a plan whose source is no more what it was. */
export async function refuseChangedSource({ header }: CheckedPlan, nextStep: string): Promise<void> {
  const { file } = header.source;
  if (!file) return;
  const now = await fileState(file.path);
  if (now && (now.size !== file.size || now.modified !== file.modified))
    throw new BulkInputError('the file was changed after it was planned', nextStep, { file: file.path });
}
