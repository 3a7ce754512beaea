/** Facts that an error carries besides its message. */
export interface HaloErrorDetails {
  /** What the reader can do next, as one sentence. */
  nextStep?: string | undefined;
  cause?: unknown;
}

/**
 * Base of every error of this package; a mistake in a caller's own code is never one.
 * `code` is stable and starts with `halo/`; `nextStep` says what to do.
 */
export class HaloError extends Error {
  static {
    HaloError.prototype.name = 'HaloError';
  }

  readonly code: string;
  readonly nextStep: string | undefined;

  constructor(code: string, message: string, details: HaloErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.nextStep = details.nextStep;
  }
}
