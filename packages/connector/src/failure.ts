import { HaloAPIError, HaloRateLimitError, HaloTokenError, HaloWaitError, type RecordOutcome } from 'halopsa';
import { errorHelp } from 'halopsa-catalogue/errors';
import type { JsonObject } from './json.js';

/** What a face tells of an action that failed. */
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
  /** After a write of several records: what became of each. */
  readonly records: readonly RecordOutcome[] | undefined;
}

const unsent = new Set(['connector/invalid-input', 'halo/usage']);

/** Reads a failure off any error; a mistake of our own is told as such, without its stack. */
export function failureOf(error: unknown): Failure {
  const told = error as { code?: unknown; message?: unknown; nextStep?: string; errors?: Failure['errors']; records?: Failure['records'] };
  const code = typeof told?.code === 'string' && /^(halo|connector|mcp)\//.test(told.code) ? told.code : 'connector/unexpected';
  return {
    status: statusOf(error, code),
    code,
    message: typeof told?.message === 'string' ? told.message : String(error),
    nextStep: told?.nextStep ?? (code === 'connector/unexpected' ? errorHelp[code].help : undefined),
    errors: told?.errors,
    records: told?.records,
    retryAfter: retryAfterOf(error),
  };
}

function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof HaloRateLimitError) return error.retryAfter;
  return error instanceof HaloWaitError && Number.isFinite(error.waitMs) ? Math.ceil(error.waitMs / 1_000) : undefined;
}

function statusOf(error: unknown, code: string): number {
  // An answer of success that cannot be read is a failure of whoever stands between.
  if (error instanceof HaloAPIError) return error.status < 300 ? 502 : error.status;
  if (error instanceof HaloTokenError) return error.status ?? 0;
  if (error instanceof HaloWaitError) return 429;
  if (unsent.has(code)) return 400;
  return code === 'connector/unexpected' ? 500 : 0;
}

/** A failure as JSON, without what is not known. */
export function failureJson({ code, message, nextStep, errors, retryAfter, records }: Failure): JsonObject {
  return {
    code,
    message,
    ...(nextStep === undefined ? {} : { next_step: nextStep }),
    ...(errors === undefined || Object.keys(errors).length === 0 ? {} : { errors }),
    ...(records === undefined ? {} : { records: records.map(outcomeJson) }),
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
  };
}

/** One record's outcome, counted from 1 as people count. */
const outcomeJson = ({ index, outcome, id }: RecordOutcome): JsonObject => ({
  record: index + 1,
  outcome: outcome.replace('-', '_'),
  ...(id === undefined ? {} : { id }),
});
