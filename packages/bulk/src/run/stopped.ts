import { HaloError } from 'halopsa';
import { commandWord } from 'halopsa-ground';
import { messageOf } from './classify-failure.js';

/** A job ended before its last row; what is done is noted, and `resume` goes on from there. */
export class BulkStoppedError extends HaloError {
  static {
    BulkStoppedError.prototype.name = 'BulkStoppedError';
  }

  constructor(reason: string, cause: unknown, plan: string) {
    super('halo/bulk-stopped', `${reason}: ${messageOf(cause)}`, {
      cause,
      nextStep: `What was done is noted. "halo bulk resume ${commandWord(plan)}" goes on with the rest once that is fixed.`,
    });
  }
}
