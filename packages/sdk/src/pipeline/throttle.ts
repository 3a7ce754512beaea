import type { Budget } from '../budget/budget.js';
import { HaloRateLimitError } from '../errors/api-error.js';
import type { Middleware } from './exchange.js';

/** Without a Retry-After, the first pause after a 429; it doubles with each further one of the same exchange, up to a minute. */
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

/** Sends a request when the tenant's budget has room for it, and stops everybody for a while when the server says 429. */
export const throttle =
  (budget: Budget): Middleware =>
  (next) =>
  async (exchange) => {
    const permit = await budget.acquire(exchange.signal);
    try {
      return await next(exchange);
    } catch (error) {
      if (error instanceof HaloRateLimitError) budget.pause(pauseAfter(error, exchange.marks.attempt));
      throw error;
    } finally {
      permit.release();
    }
  };

/** How long a 429 asks to wait, in milliseconds. */
export function pauseAfter(error: HaloRateLimitError, attempt: number): number {
  if (error.retryAfter !== undefined) return error.retryAfter * 1000;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
}
