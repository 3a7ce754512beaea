import type { ErrorCode } from 'halopsa-catalogue/errors';

/** A mistake in the command line or the configuration, found before anything was sent. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly code: ErrorCode = 'cli/usage';
  /** What the person can do about it, in one sentence. */
  readonly nextStep: string | undefined;
  /** True where the first word is no command, and may be an alias. */
  readonly unknownWord: boolean;

  constructor(
    message: string,
    options: { cause?: unknown; nextStep?: string; unknownWord?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.nextStep = options.nextStep;
    this.unknownWord = options.unknownWord ?? false;
  }
}
