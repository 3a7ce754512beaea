import { readJournal } from '../journal/journal.js';
import { RowStates } from '../journal/row-states.js';
import { type CheckedPlan, checkPlan, type PlanRow, readPlanRows } from '../plan/plan-file.js';
import { type ApplyResult, summary } from '../run/apply-plan.js';
import { rowsInDoubt } from '../run/doubt.js';

/** What became of a row. */
export type Outcome =
  | 'updated'
  | 'created'
  | 'deleted'
  | 'skipped'
  | 'failed'
  | 'unknown'
  | 'refused'
  | 'waiting';

/** A row of a plan with its outcome. */
export interface RowResult extends PlanRow {
  readonly outcome: Outcome;
  /** Why it is not done. */
  readonly error?: string | undefined;
}

/** A plan with the states of its rows. */
export interface JobState {
  readonly plan: CheckedPlan;
  readonly states: RowStates;
  /** Whether it was ever applied. */
  readonly isBegun: boolean;
}

/** The status of a job, in counts. */
export interface JobStatus extends Omit<ApplyResult, 'verified'> {
  readonly resource: string;
  readonly mode: string;
  readonly created: string;
  readonly rows: number;
  readonly state: 'planned' | 'begun' | 'finished';
}

/** Reads a plan and its journal. */
export async function readJobState(path: string): Promise<JobState> {
  const plan = await checkPlan(path);
  const states = new RowStates(plan.footer.rows);
  const journal = await readJournal(plan, (entry) => states.apply(entry));
  if (journal?.isInDoubt)
    states.apply({ t: 'doubt', rows: await rowsInDoubt(plan.path, states), aside: 0 });
  return { plan, states, isBegun: (journal?.notes ?? 0) > 0 };
}

/** Where a job stands. */
export async function readStatus(path: string): Promise<JobStatus> {
  const { plan, states, isBegun } = await readJobState(path);
  const { resource, mode, created } = plan.header;
  const state = states.isEnded ? 'finished' : isBegun ? 'begun' : 'planned';
  return { resource, mode, created, rows: plan.footer.rows, state, ...summary(plan, { states }) };
}

/** The rows of a job with what became of each, in order. */
export async function* readResults(path: string): AsyncGenerator<RowResult> {
  const { states } = await readJobState(path);
  for await (const row of readPlanRows(path)) yield resultOf(row, states);
}

const doneAs = { update: 'updated', create: 'created', delete: 'deleted' } as const;

function resultOf(row: PlanRow, states: RowStates): RowResult {
  const id = states.id(row.row) ?? row.id;
  const known = { ...row, ...(id === undefined ? {} : { id }) };
  if (row.action === 'skip') return { ...known, outcome: 'skipped', error: row.message };
  if (row.action === 'error') return { ...known, outcome: 'refused', error: row.message };
  const state = states.state(row.row);
  if (state === 'done') return { ...known, outcome: doneAs[row.action] };
  if (state === 'sent')
    return {
      ...known,
      outcome: 'unknown',
      error: 'it was sent, and the job ended before its answer',
    };
  return {
    ...known,
    outcome: state,
    ...(states.reason(row.row) === undefined ? {} : { error: states.reason(row.row) }),
  };
}
