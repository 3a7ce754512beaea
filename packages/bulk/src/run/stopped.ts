import { BulkError } from '../input-error.js';
import { messageOf } from './classify-failure.js';

/** A job ended before its last row; what is done is noted, and `resume` continues from there. */
export class BulkStoppedError extends BulkError {
  static {
    BulkStoppedError.prototype.name = 'BulkStoppedError';
  }

  readonly #reason: string;
  readonly #plan: string;

  constructor(reason: string, cause: unknown, plan: string, isBegun = true) {
    super(
      'halo/bulk-stopped',
      `${reason}: ${messageOf(cause)}`,
      { code: 'resume-plan', plan, why: isBegun ? 'stopped' : 'not-begun' },
      cause,
    );
    this.#reason = reason;
    this.#plan = plan;
  }

  /** The same of a job none of whose rows has reached Halo. */
  beforeFirstRow(): BulkStoppedError {
    return new BulkStoppedError(this.#reason, this.cause, this.#plan, false);
  }
}
