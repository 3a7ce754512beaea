import { startTimer } from 'halopsa-ground';
import type { Permit, RequestBudget } from '../budget/request-budget.js';
import { HaloRateLimitError } from '../errors/api-error.js';
import { HaloWaitError } from '../errors/wait-error.js';
import type { Exchange, Handler, Middleware, Reply } from './exchange.js';
import { follow } from './follow.js';

/** What the throttle works with. */
export interface ThrottleOptions {
  readonly budget: RequestBudget;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The longest that one request waits for the next place in the window, in milliseconds. */
  readonly maxWaitMs?: number | undefined;
  /** Told when a request has waited for two seconds and goes on waiting, until when at the earliest. */
  readonly onWait?: ((event: { operation: string; until: number }) => void) | undefined;
  /** Told when a request had to wait for the budget, and for how long. */
  readonly onThrottle?: ((event: { operation: string; waitedMs: number }) => void) | undefined;
}

/** Sends a request when the tenant's budget has room for it, and tells the budget of every 429. */
export const throttle =
  (options: ThrottleOptions): Middleware =>
  (next) =>
  (exchange) =>
    sendInTurn(next, exchange, options);

async function sendInTurn(
  next: Handler,
  exchange: Exchange,
  options: ThrottleOptions,
): Promise<Reply> {
  const { budget, now, onThrottle } = options;
  const asked = now();
  const permit = await acquire(exchange, options);
  const waitedMs = now() - asked;
  if (waitedMs > 0) onThrottle?.({ operation: exchange.operation, waitedMs });
  let refused = false;
  try {
    return await next(exchange);
  } catch (error) {
    refused = error instanceof HaloRateLimitError;
    if (error instanceof HaloRateLimitError)
      budget.limited(millisecondsOf(error), exchange.marks.attempt);
    throw error;
  } finally {
    permit.release(refused);
  }
}

/** How long a 429 asks to wait, where it says so. */
const millisecondsOf = ({ retryAfter }: HaloRateLimitError): number | undefined =>
  retryAfter === undefined ? undefined : retryAfter * 1000;

/** How long a person is left without a word, in milliseconds of real time, also under a virtual clock. */
const silentMs = 2_000;

/** Waits for a place in the window. The place must come soon enough: how many others stand in front of this one does not matter. */
async function acquire(
  { operation, signal, lane }: Exchange,
  { budget, now, maxWaitMs, onWait }: ThrottleOptions,
): Promise<Permit> {
  const { controller: refusal, stop: unfollow } = follow(signal);
  const refuseLong = (): void => {
    const waitMs = budget.forecast(1);
    if (maxWaitMs !== undefined && waitMs > maxWaitMs)
      refusal.abort(new HaloWaitError(operation, { waitMs, maxWaitMs, now: now() }));
  };
  // A budget that processes share knows only after a look how long it takes.
  const stop = startTimer(silentMs, () => {
    refuseLong();
    if (!refusal.signal.aborted) onWait?.({ operation, until: now() + budget.forecast(1) });
  });
  try {
    refuseLong();
    refusal.signal.throwIfAborted();
    return await budget.acquire(refusal.signal, lane);
  } finally {
    stop();
    unfollow();
  }
}
