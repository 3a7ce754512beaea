import type { RequestBudget } from '../budget/request-budget.js';
import { HaloRateLimitError } from '../errors/api-error.js';
import type { Middleware } from './exchange.js';

/** What the throttle works with. */
export interface ThrottleOptions {
  readonly budget: RequestBudget;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told when a request had to wait for the budget, and for how long. */
  readonly onThrottle?: ((event: { operation: string; waitedMs: number }) => void) | undefined;
}

/** Sends a request when the tenant's budget has room for it, and tells the budget of every 429. */
export const throttle =
  ({ budget, now, onThrottle }: ThrottleOptions): Middleware =>
  (next) =>
  async (exchange) => {
    const asked = now();
    const permit = await budget.acquire(exchange.signal, exchange.lane);
    const waitedMs = now() - asked;
    if (waitedMs > 0) onThrottle?.({ operation: exchange.operation, waitedMs });
    let refused = false;
    try {
      return await next(exchange);
    } catch (error) {
      refused = error instanceof HaloRateLimitError;
      if (error instanceof HaloRateLimitError)
        budget.limited(error.retryAfter === undefined ? undefined : error.retryAfter * 1000, exchange.marks.attempt);
      throw error;
    } finally {
      permit.release(refused);
    }
  };
