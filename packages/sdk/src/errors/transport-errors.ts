import { askForLess, checkNetwork } from 'halopsa-catalogue/next-steps';
import { HaloError, type HaloErrorDetails } from './halo-error.js';

/** Whether the server can have acted on a request whose answer never came. */
export type Delivery = 'never-sent' | 'unknown';

/** No answer within the time allowed for one attempt; `timeoutMs` is that time. */
export class HaloTimeoutError extends HaloError {
  static {
    HaloTimeoutError.prototype.name = 'HaloTimeoutError';
  }

  readonly timeoutMs: number;
  readonly delivery: Delivery = 'unknown';

  constructor(what: string, timeoutMs: number) {
    super('halo/timeout', `${what} had no answer within ${timeoutMs / 1000} s`, {
      nextStep: askForLess,
    });
    this.timeoutMs = timeoutMs;
  }
}

/** The network failed: the name, the connection, or the answer broke off. `delivery` says whether the request may have arrived. */
export class HaloConnectionError extends HaloError {
  static {
    HaloConnectionError.prototype.name = 'HaloConnectionError';
  }

  readonly delivery: Delivery;

  constructor(message: string, delivery: Delivery, details: HaloErrorDetails = {}) {
    super('halo/connection', message, {
      nextStep: checkNetwork,
      ...details,
    });
    this.delivery = delivery;
  }
}
