import type { ErrorCode } from 'halopsa-catalogue/errors';

/** Facts that an error carries besides its message. */
export interface HaloErrorDetails {
  /** What the reader can do next, as one sentence. */
  nextStep?: string | undefined;
  cause?: unknown;
}

/** What became of one record of a write that failed: written, refused, never sent, or nobody knows. */
export interface RecordOutcome {
  /** Position in what was given, from 0. */
  readonly index: number;
  readonly outcome: 'done' | 'refused' | 'not-sent' | 'unknown';
  /** The id of a record that was written or meant, where it is known. */
  readonly id?: number | string | undefined;
}

/**
 * Base of every error of this package; a mistake in a caller's own code is never one.
 * `code` is stable; `errorHelp` of `halopsa-catalogue/errors` says what it means. `nextStep` says what to do.
 */
export class HaloError extends Error {
  static {
    HaloError.prototype.name = 'HaloError';
  }

  readonly code: ErrorCode;
  readonly nextStep: string | undefined;
  /** After a write of several records that failed: what became of each. */
  readonly records?: readonly RecordOutcome[] | undefined;

  constructor(code: ErrorCode, message: string, details: HaloErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.nextStep = details.nextStep;
  }
}
