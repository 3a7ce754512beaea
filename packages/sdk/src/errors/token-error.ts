import { HaloError, type HaloErrorDetails } from './halo-error.js';

/** The authorisation server gave no token; `status` is its HTTP status and `error` the OAuth error code, where it sent them. */
export class HaloTokenError extends HaloError {
  static {
    HaloTokenError.prototype.name = 'HaloTokenError';
  }

  readonly status: number | undefined;
  readonly error: string | undefined;

  constructor(
    message: string,
    answer: { status?: number | undefined; error?: string | undefined },
    details: HaloErrorDetails = {},
  ) {
    super('halo/token', message, details);
    this.status = answer.status;
    this.error = answer.error;
  }
}
