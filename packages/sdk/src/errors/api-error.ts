import type { ErrorCode } from 'halopsa-catalogue/errors';
import {
  checkId,
  checkPermissions,
  correctFields,
  giveAccess,
  leaveRoom,
  lookBeforeRetry,
} from 'halopsa-catalogue/next-steps';
import { HaloError, type HaloErrorDetails } from './halo-error.js';

/** What an answer with an error status said. */
export interface ApiErrorAnswer {
  status: number;
  /** The parsed JSON body, or its text, or undefined where it was empty. */
  body: unknown;
  /** The operation's id, or `METHOD /path` for a raw request. */
  operation: string;
  requestId?: string | undefined;
}

/** Halo answered with an error; `status`, `body`, `operation` and `requestId` say what and where. */
export class HaloAPIError extends HaloError {
  static {
    HaloAPIError.prototype.name = 'HaloAPIError';
  }

  readonly status: number;
  readonly body: unknown;
  readonly operation: string;
  readonly requestId: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    answer: ApiErrorAnswer,
    details: HaloErrorDetails = {},
  ) {
    super(code, message, details);
    this.status = answer.status;
    this.body = answer.body;
    this.operation = answer.operation;
    this.requestId = answer.requestId;
  }
}

/** 400: Halo refused what was sent; `errors` maps a field's path (or '' for the whole record) to its messages. */
export class HaloValidationError extends HaloAPIError {
  static {
    HaloValidationError.prototype.name = 'HaloValidationError';
  }

  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(message: string, answer: ApiErrorAnswer, errors: Record<string, string[]>) {
    super('halo/validation', message, answer, { nextStep: correctFields });
    this.errors = errors;
  }
}

/** 401: the token is not accepted, or the agent lacks a permission that this route reports as 401. */
export class HaloAuthenticationError extends HaloAPIError {
  static {
    HaloAuthenticationError.prototype.name = 'HaloAuthenticationError';
  }

  constructor(message: string, answer: ApiErrorAnswer, nextStep: string = checkPermissions) {
    super('halo/authentication', message, answer, { nextStep });
  }
}

/** 403: the application or its agent may not do this. */
export class HaloForbiddenError extends HaloAPIError {
  static {
    HaloForbiddenError.prototype.name = 'HaloForbiddenError';
  }

  constructor(message: string, answer: ApiErrorAnswer) {
    super('halo/forbidden', message, answer, {
      nextStep: giveAccess,
    });
  }
}

/** 404: the record or route does not exist, or the caller may not see it. */
export class HaloNotFoundError extends HaloAPIError {
  static {
    HaloNotFoundError.prototype.name = 'HaloNotFoundError';
  }

  constructor(message: string, answer: ApiErrorAnswer) {
    super('halo/not-found', message, answer, { nextStep: checkId });
  }
}

/** 429: too many requests; `retryAfter` is the wait that the server asked for, in seconds, where it said so. */
export class HaloRateLimitError extends HaloAPIError {
  static {
    HaloRateLimitError.prototype.name = 'HaloRateLimitError';
  }

  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    answer: ApiErrorAnswer,
    retryAfter: number | undefined,
    nextStep: string = leaveRoom,
  ) {
    super('halo/rate-limited', message, answer, { nextStep });
    this.retryAfter = retryAfter;
  }
}

/** 5xx: Halo or a gateway before it failed. After a write, look before you send it again. */
export class HaloServerError extends HaloAPIError {
  static {
    HaloServerError.prototype.name = 'HaloServerError';
  }

  constructor(message: string, answer: ApiErrorAnswer) {
    super('halo/server', message, answer, {
      nextStep: lookBeforeRetry,
    });
  }
}
