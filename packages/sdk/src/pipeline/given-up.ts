/** What is told of a call that is not tried again. */
import { waitLonger } from 'halopsa-catalogue/next-steps';
import { HaloAPIError, HaloRateLimitError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloConnectionError, HaloTimeoutError } from '../errors/transport-errors.js';
import { durationText, waitText } from '../errors/wait-error.js';
import type { Exchange } from './exchange.js';
import { isBrokenAnswer } from './innermost.js';

/** The error of a 429 that asks for a longer wait than one may take. */
export function waitTooLong(
  { status, body, operation, requestId, retryAfter }: HaloRateLimitError,
  delayMs: number,
  maxWaitMs: number,
  now: number,
): HaloRateLimitError {
  const message = `${operation} answered 429 and asks to wait ${waitText(delayMs, now)}; one wait takes ${durationText(maxWaitMs)} at most`;
  return new HaloRateLimitError(
    message,
    { status, body, operation, requestId },
    retryAfter,
    waitLonger,
  );
}

/** A write whose answer was lost is neither done nor failed, and the caller must hear just that. */
export function asOutcome(error: unknown, exchange: Exchange): unknown {
  const lost =
    error instanceof HaloTimeoutError ||
    isBrokenAnswer(error) ||
    (error instanceof HaloAPIError && error.code === 'halo/too-large') ||
    isSentTwice(error) ||
    (error instanceof HaloConnectionError && error.delivery === 'unknown');
  if (!lost || exchange.safety === 'read') return error;
  const sent = isSentTwice(error) ? 'sent, perhaps twice,' : 'sent,';
  const message = `${exchange.operation} was ${sent} and its answer was lost: ${(error as Error).message}`;
  const answer = isBrokenAnswer(error) ? error.body : undefined;
  return new HaloAmbiguousWriteError(exchange.operation, message, { answer }, { cause: error });
}

/** By the Fetch standard, `fetch` repeats a request itself that is answered 421; of what the first one did nothing is seen. */
const isSentTwice = (error: unknown): boolean =>
  error instanceof HaloAPIError && error.status === 421;
