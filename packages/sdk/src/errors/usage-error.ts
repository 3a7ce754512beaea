import { HaloError } from './halo-error.js';

/** The call itself is wrong, and nothing was sent: an unknown parameter, a missing id, a verb that the resource lacks. */
export class HaloUsageError extends HaloError {
  static {
    HaloUsageError.prototype.name = 'HaloUsageError';
  }

  constructor(message: string, nextStep?: string) {
    super('halo/usage', message, { nextStep });
  }
}
