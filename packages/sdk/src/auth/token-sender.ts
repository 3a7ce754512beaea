import type { Clock } from '../clock/clock.js';
import { compose, type Handler } from '../pipeline/exchange.js';
import type { HeldSecrets } from '../pipeline/held-secrets.js';
import { type RetryOptions, retry } from '../pipeline/retry.js';
import { timeout } from '../pipeline/timeout.js';
import { transport } from '../pipeline/transport.js';

/** What sends requests to the authorisation server. */
export interface TokenSenderOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly maxRetries: number;
  readonly maxWaitMs?: RetryOptions['maxWaitMs'];
  readonly onRetry?: RetryOptions['onRetry'];
  /** What answers may repeat besides what their own requests carried. */
  readonly held?: HeldSecrets;
}

/** A pipeline for requests that carry no token and spend no budget: those to the authorisation server, and to public routes. */
export const tokenSender = ({
  fetch,
  clock,
  maxRetries,
  maxWaitMs,
  onRetry,
  held,
}: TokenSenderOptions): Handler =>
  compose(
    [retry({ clock, maxRetries, maxWaitMs, random: Math.random, onRetry }), timeout],
    transport(fetch, () => clock.now(), undefined, held),
  );
