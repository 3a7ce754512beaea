import type { Clock } from '../clock/clock.js';
import { HaloAPIError, HaloAuthenticationError, HaloRateLimitError, HaloServerError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloConnectionError, HaloTimeoutError } from '../errors/transport-errors.js';
import { isPermanent } from './connection-error.js';
import type { Exchange, Handler, Middleware, Reply } from './exchange.js';
import { Settled } from './settled.js';

/** What the retry stage works with. */
export interface RetryOptions {
  readonly clock: Clock;
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
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

async function sendUntilSettled(next: Handler, exchange: Exchange, options: RetryOptions): Promise<Reply> {
  const { marks } = exchange;
  for (let tokenRefreshed = false; ; ) {
    marks.attempt += 1;
    try {
      return await next(exchange);
    } catch (error) {
      if (error instanceof Settled) throw error.error;
      marks.uncertain ||= leavesDoubt(error);
      if (error instanceof HaloAuthenticationError && !tokenRefreshed) {
        tokenRefreshed = true;
        continue;
      }
      if (marks.attempt > options.maxRetries || !mayRepeat(error, exchange)) throw asOutcome(error, exchange);
      await wait(error, exchange, options);
    }
  }
}

async function wait(error: unknown, exchange: Exchange, { clock, random, onRetry }: RetryOptions): Promise<void> {
  const asked = error instanceof HaloRateLimitError ? error.retryAfter : undefined;
  const delay = asked === undefined ? backoff(exchange.marks.attempt, random) : asked * 1000;
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
  return error instanceof HaloTimeoutError || error instanceof HaloServerError || isBrokenAnswer(error);
}

const isBrokenAnswer = (error: unknown): error is HaloAPIError => error instanceof HaloAPIError && error.code === 'halo/broken-answer';

function mayRepeat(error: unknown, exchange: Exchange): boolean {
  if (error instanceof HaloRateLimitError) return true;
  if (error instanceof HaloConnectionError && isPermanent(error)) return false;
  if (error instanceof HaloConnectionError && error.delivery === 'never-sent') return true;
  // A gateway gives up after a minute on work that is too heavy; asking again only makes it heavier (behaviour.md 7.6).
  if (error instanceof HaloServerError && error.status === 504 && exchange.marks.attempt > 1) return false;
  return leavesDoubt(error) && exchange.safety !== 'unsafe';
}

/** A write whose answer was lost is neither done nor failed, and the caller must hear just that. */
function asOutcome(error: unknown, exchange: Exchange): unknown {
  const lost =
    error instanceof HaloTimeoutError || isBrokenAnswer(error) || (error instanceof HaloConnectionError && error.delivery === 'unknown');
  if (!lost || exchange.safety === 'read') return error;
  const message = `${exchange.operation} was sent, and its answer was lost: ${(error as Error).message}`;
  return new HaloAmbiguousWriteError(exchange.operation, message, {}, { cause: error });
}
