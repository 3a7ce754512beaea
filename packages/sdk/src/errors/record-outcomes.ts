import type { Fields } from '../codec/json-value.js';
import { HaloAPIError, HaloServerError, HaloValidationError } from './api-error.js';
import type { HaloError, RecordOutcome } from './halo-error.js';
import { HaloAmbiguousWriteError } from './list-and-write-errors.js';
import { HaloConnectionError, HaloTimeoutError } from './transport-errors.js';

/** A failed write: its error, the records that were sent, and whether an earlier attempt may have been taken. */
export interface FailedWrite {
  readonly error: unknown;
  readonly records: readonly unknown[];
  readonly uncertain: boolean;
}

/** True where Halo could not even read the body, whose every element it reads before it writes the first (D2). */
export const isUnreadBody = (error: unknown): boolean =>
  error instanceof HaloValidationError &&
  Object.keys(error.errors).some((path) => path.startsWith('['));

/** What one outcome is true of all records of a failed request. Of several that were refused, those before the bad one may be written. */
export function outcomeOf({ error, records, uncertain }: FailedWrite): RecordOutcome['outcome'] {
  if (
    uncertain ||
    error instanceof HaloAmbiguousWriteError ||
    error instanceof HaloServerError ||
    error instanceof HaloTimeoutError
  )
    return 'unknown';
  if (error instanceof HaloValidationError)
    return records.length > 1 && !isUnreadBody(error) ? 'unknown' : 'refused';
  if (error instanceof HaloConnectionError)
    return error.delivery === 'never-sent' ? 'not-sent' : 'unknown';
  if (!(error instanceof HaloAPIError)) return 'not-sent';
  return refusals.has(error.status) || error.code === 'halo/not-deleted' ? 'refused' : 'unknown';
}

/**
 * Statuses by which Halo refuses a request before the first record is written (behaviours error.further-bodies, error.method-405,
 * post.wrong-content-type-415 and rate.status-429). Any other may be a gateway's, or come after the record was written, as 409 and 413 can.
 */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 415, 429]);

/** Notes what became of each record; the outcomes come in any order and are told in that of the records. */
export function noteOutcomes(error: HaloError, outcomes: readonly RecordOutcome[]): void {
  Object.assign(error, { records: [...outcomes].sort((a, b) => a.index - b.index) });
  error.message = `${error.message} (${outcomesInWords(outcomes)})`;
  // What one refused record calls for may say that nothing was done, which is not true of those before it.
  const rest = error.nextStep?.replace(/(?:; n|\. N|^N|\.)(?:othing was .*)?$/, '');
  if (outcomes.some(({ outcome }) => outcome === 'done'))
    setNextStep(
      error,
      [rest, 'Send only the records that were not written.'].filter(Boolean).join('. '),
    );
}

/** Puts what is to be done next in place of what an error says of it. */
export const setNextStep = (error: HaloError, nextStep: string): void =>
  void Object.assign(error, { nextStep });

/** The id of a record, where it has one. */
export const idOf = (record: unknown): Pick<RecordOutcome, 'id'> => {
  const id = (record as Fields | null | undefined)?.id;
  return typeof id === 'number' || typeof id === 'string' ? { id } : {};
};

const words: Readonly<Record<RecordOutcome['outcome'], string>> = {
  done: 'written',
  refused: 'refused',
  'not-sent': 'not sent',
  unknown: 'unknown',
};

/** Outcomes in runs, counted from 1: `record 1 written; records 2 to 5 unknown`. */
export function outcomesInWords(outcomes: readonly RecordOutcome[]): string {
  const runs: { from: number; to: number; outcome: RecordOutcome['outcome'] }[] = [];
  for (const { index, outcome } of [...outcomes].sort((a, b) => a.index - b.index)) {
    const last = runs.at(-1);
    if (last && last.outcome === outcome && last.to === index - 1) last.to = index;
    else runs.push({ from: index, to: index, outcome });
  }
  const shown = runs
    .slice(0, 6)
    .map(({ from, to, outcome }) =>
      from === to
        ? `record ${from + 1} ${words[outcome]}`
        : `records ${from + 1} to ${to + 1} ${words[outcome]}`,
    );
  return `${shown.join('; ')}${runs.length > 6 ? '; ...' : ''}`;
}
