import {
  HaloAPIError,
  HaloNameError,
  HaloRateLimitError,
  HaloTokenError,
  HaloWaitError,
  type NameCandidate,
  type RecordOutcome,
} from 'halopsa';
import { errorHelp } from 'halopsa-catalogue/errors';
import type { JsonObject } from './json.js';
import { conform } from './schema/conform.js';

/** What a face shows of an action that failed. */
export interface Failure {
  /** The status that Halo answered; 400 for an input and 429 for a wait refused before anything was sent; 0 without an answer. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly nextStep: string | undefined;
  /** Messages by field, where the input was wrong. */
  readonly errors: Readonly<Record<string, readonly string[]>> | undefined;
  /** Seconds to wait, where Halo or the budget said so. */
  readonly retryAfter: number | undefined;
  /** Where a name stood for none or for several: the records that may be meant. */
  readonly candidates: readonly NameCandidate[] | undefined;
  /** After a write of several records: what became of each. */
  readonly records: readonly RecordOutcome[] | undefined;
  /** What Halo answered with a status of success although it does not prove the write. */
  readonly answer: unknown;
}

const unsent = new Set(['connector/invalid-input', 'halo/usage']);

/** Makes a failure of any error; a mistake of our own is reported as one, without its stack. */
export function failureOf(error: unknown): Failure {
  const thrown = error as {
    code?: unknown;
    message?: unknown;
    nextStep?: string;
    errors?: Failure['errors'];
    records?: Failure['records'];
    answer?: unknown;
    body?: unknown;
  };
  const code =
    typeof thrown?.code === 'string' && /^(halo|connector|mcp)\//.test(thrown.code)
      ? thrown.code
      : 'connector/unexpected';
  return {
    status: statusOf(error, code),
    code,
    message: typeof thrown?.message === 'string' ? thrown.message : String(error),
    nextStep:
      thrown?.nextStep ?? (code === 'connector/unexpected' ? errorHelp[code].help : undefined),
    errors: thrown?.errors,
    records: thrown?.records,
    candidates: error instanceof HaloNameError ? error.candidates.slice(0, 10) : undefined,
    answer: code === 'halo/not-deleted' ? thrown.body : thrown?.answer,
    retryAfter: retryAfterOf(error),
  };
}

function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof HaloRateLimitError) return error.retryAfter;
  return error instanceof HaloWaitError && Number.isFinite(error.waitMs)
    ? Math.ceil(error.waitMs / 1_000)
    : undefined;
}

function statusOf(error: unknown, code: string): number {
  // An unreadable answer of success is the failure of a proxy in between.
  if (error instanceof HaloAPIError) return error.status < 300 ? 502 : error.status;
  if (error instanceof HaloTokenError) return error.status ?? 0;
  if (error instanceof HaloWaitError) return 429;
  if (unsent.has(code)) return 400;
  return code === 'connector/unexpected' ? 500 : 0;
}

/** A failure as JSON, without what is not known. */
export function failureJson({
  code,
  message,
  nextStep,
  errors,
  retryAfter,
  records,
  candidates,
  answer,
}: Failure): JsonObject {
  return {
    code,
    message,
    ...(nextStep === undefined ? {} : { next_step: nextStep }),
    ...(errors === undefined || Object.keys(errors).length === 0 ? {} : { errors }),
    ...(records === undefined ? {} : { records: records.map(outcomeJson) }),
    ...(candidates === undefined ? {} : { candidates: candidates.map(candidateJson) }),
    ...(answer === undefined ? {} : { answer: conform(answer, {}) }),
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
  };
}

const candidateJson = ({ id, name, apart }: NameCandidate): JsonObject => ({
  id,
  name,
  ...(apart === '' ? {} : { apart }),
});

/** One record's outcome, counted from 1 as people count. */
const outcomeJson = ({ index, outcome, id }: RecordOutcome): JsonObject => ({
  record: index + 1,
  outcome: outcome.replace('-', '_'),
  ...(id === undefined ? {} : { id }),
});
