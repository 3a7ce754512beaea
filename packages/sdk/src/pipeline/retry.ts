import type { Clock } from '../clock/clock.js';
import {
  HaloAuthenticationError,
  HaloRateLimitError,
  HaloServerError,
} from '../errors/api-error.js';
import { HaloConnectionError, HaloTimeoutError } from '../errors/transport-errors.js';
import type { Exchange, Handler, Middleware, Reply } from './exchange.js';
import { isBrokenAnswer, isPermanent } from './innermost.js';
import { Settled } from './settled.js';

/** What the retry stage works with. */
export interface RetryOptions {
  readonly clock: Clock;
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
  /** The longest single wait that a server may ask for, in milliseconds. */
  readonly maxWaitMs?: number | undefined;
  /** The tenant's window: for so long a 429 that names no wait is tried again, however many attempts that takes. */
  readonly windowMs?: (() => number) | undefined;
  /** Told before each further attempt. */
  readonly onRetry?: ((exchange: Exchange, error: unknown, delayMs: number) => void) | undefined;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;

/**
 * Sends an exchange again where that is safe: always when the server provably did not act (401 with a stale token, 429, no
 * connection), and after a lost answer or a server failure only when a second time ends in the same state.
 */
export const retry =
  (options: RetryOptions): Middleware =>
  (next) =>
  (exchange) =>
    sendUntilSettled(next, exchange, options);

async function sendUntilSettled(
  next: Handler,
  exchange: Exchange,
  options: RetryOptions,
): Promise<Reply> {
  const past: Past = { tokenRefreshed: false };
  for (;;) {
    exchange.marks.attempt += 1;
    try {
      return await next(exchange);
    } catch (error) {
      await prepareAgain(error, past, exchange, options);
    }
  }
}

/** What is told in the end is loaded when it comes to that. */
const givenUp = (): Promise<typeof import('./given-up.js')> => import('./given-up.js');

/** What earlier attempts of an exchange have met. */
interface Past {
  tokenRefreshed: boolean;
  /** When the first 429 came that did not say how long to wait. */
  limitedSince?: number;
}

/** Waits until a failed exchange may be sent again; throws where it may not. */
async function prepareAgain(
  error: unknown,
  past: Past,
  exchange: Exchange,
  options: RetryOptions,
): Promise<void> {
  const { marks } = exchange;
  if (error instanceof Settled) throw error.error;
  marks.uncertain ||= leavesDoubt(error);
  if (error instanceof HaloAuthenticationError && !past.tokenRefreshed) {
    past.tokenRefreshed = true;
    return;
  }
  if (isLimited(error)) past.limitedSince ??= options.clock.now();
  const isPatient = isLimited(error) && waitsForWindow(past.limitedSince, options);
  const isExhausted = marks.attempt > options.maxRetries && !isPatient;
  if (isExhausted || !mayRepeat(error, exchange))
    throw (await givenUp()).asOutcome(error, exchange);
  await wait(error, exchange, options);
}

/** A 429 that does not say how long to wait: the window of requests is used up, by whomever. */
const isLimited = (error: unknown): boolean =>
  error instanceof HaloRateLimitError && error.retryAfter === undefined;

const waitsForWindow = (
  since: number | undefined,
  { clock, maxRetries, windowMs }: RetryOptions,
): boolean => since !== undefined && maxRetries > 0 && clock.now() - since <= (windowMs?.() ?? 0);

async function wait(
  error: unknown,
  exchange: Exchange,
  { clock, random, maxWaitMs, onRetry }: RetryOptions,
): Promise<void> {
  const asked = error instanceof HaloRateLimitError ? error.retryAfter : undefined;
  // A wait of nothing, which a date in the past is too, would be a request at once, and again at once.
  const delay = asked ? asked * 1000 : backoff(exchange.marks.attempt, random);
  if (error instanceof HaloRateLimitError && maxWaitMs !== undefined && delay > maxWaitMs)
    throw (await givenUp()).waitTooLong(error, delay, maxWaitMs, clock.now());
  onRetry?.(exchange, error, delay);
  await clock.sleep(delay, exchange.signal);
}

/** Doubles from half a second to half a minute; the jitter keeps clients apart that failed together. */
function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return ceiling * (0.5 + random() / 2);
}

/** True where the server may have acted although the answer is an error or never came. */
function leavesDoubt(error: unknown): boolean {
  if (error instanceof HaloConnectionError) return error.delivery === 'unknown';
  return (
    error instanceof HaloTimeoutError || error instanceof HaloServerError || isBrokenAnswer(error)
  );
}

function mayRepeat(error: unknown, exchange: Exchange): boolean {
  if (error instanceof HaloRateLimitError) return true;
  if (error instanceof HaloConnectionError && isPermanent(error)) return false;
  if (error instanceof HaloConnectionError && error.delivery === 'never-sent') return true;
  // A gateway gives up after a minute on work that is too heavy; asking again only makes it heavier (behaviour.md 7.6).
  if (error instanceof HaloServerError && error.status === 504 && exchange.marks.attempt > 1)
    return false;
  return leavesDoubt(error) && exchange.safety !== 'unsafe';
}
