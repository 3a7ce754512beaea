import { HaloError } from 'halopsa';
import { commandWord } from 'halopsa-ground';
import { messageOf } from './classify-failure.js';

/** A job ended before its last row; what is done is noted, and `resume` continues from there. */
export class BulkStoppedError extends HaloError {
  static {
    BulkStoppedError.prototype.name = 'BulkStoppedError';
  }

  readonly #reason: string;
  readonly #plan: string;

  constructor(reason: string, cause: unknown, plan: string, isBegun = true) {
    const resume = `"halo bulk resume ${commandWord(plan)}"`;
    super('halo/bulk-stopped', `${reason}: ${messageOf(cause)}`, {
      cause,
      nextStep: isBegun
        ? `What was done is noted. ${resume} goes on with the rest once that is fixed.`
        : `Nothing was changed. ${resume} begins once that is fixed.`,
    });
    this.#reason = reason;
    this.#plan = plan;
  }

  /** The same of a job none of whose rows has reached Halo. */
  beforeFirstRow(): BulkStoppedError {
    return new BulkStoppedError(this.#reason, this.cause, this.#plan, false);
  }
}
