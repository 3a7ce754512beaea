import type { ErrorCode } from 'halopsa-catalogue/errors';

/** The person stopped the command (Ctrl-C, or a cancelled question). Ends with exit code 130. */
export class Interrupted extends Error {
  override readonly name: string = 'Interrupted';
  readonly code: ErrorCode = 'cli/interrupted';

  constructor(message = 'Stopped.') {
    super(message);
  }
}
