/** A body that cannot be taken, with the status that says so. */
export class BodyError extends Error {
  static {
    BodyError.prototype.name = 'BodyError';
  }

  readonly status: 400 | 413 | 415 | 503;

  constructor(status: BodyError['status'], message: string) {
    super(message);
    this.status = status;
  }

  /** Headers of the answer: where there was no room, when to come again. */
  get headers(): Record<string, string> {
    return this.status === 503 ? { 'retry-after': '5' } : {};
  }
}

/** For `catch`: a BodyError as a value; everything else is thrown on. */
export function asBodyError(error: unknown): BodyError {
  if (error instanceof BodyError) return error;
  throw error;
}
