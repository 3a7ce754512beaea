import { HaloServerError } from '../errors/api-error.js';
import { HaloError } from '../errors/halo-error.js';
import { HaloConnectionError, HaloTimeoutError } from '../errors/transport-errors.js';
import type { Middleware } from '../pipeline/exchange.js';

/** When a circuit breaker opens and closes. */
export interface CircuitBreakerOptions {
  /** Failures in a row after which it opens; default: 5. */
  failures?: number;
  /** Milliseconds until it lets one call through to see; default: 30,000. */
  coolDownMs?: number;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Stops calling a server that keeps failing: after so many failures in a row calls fail at once, until one that was let through succeeds. */
export function circuitBreaker({
  failures = 5,
  coolDownMs = 30_000,
  now = Date.now,
}: CircuitBreakerOptions = {}): Middleware {
  let inARow = 0;
  let openUntil = 0;
  let probing = false;
  const settled = (isFailure: boolean): void => {
    inARow = isFailure ? inARow + 1 : 0;
    if (isFailure) openUntil = now() + coolDownMs;
  };
  return (next) => async (exchange) => {
    const open = inARow >= failures;
    const waitMs = Math.max(0, openUntil - now());
    if (open && (probing || waitMs > 0))
      throw new CircuitOpenError(exchange.operation, inARow, waitMs);
    probing = open;
    try {
      const reply = await next(exchange);
      settled(false);
      return reply;
    } catch (error) {
      settled(isOutage(error));
      throw error;
    } finally {
      probing &&= !open;
    }
  };
}

/** The circuit breaker is open: the server failed too often in a row, and nothing was sent. */
export class CircuitOpenError extends HaloError {
  static {
    CircuitOpenError.prototype.name = 'CircuitOpenError';
  }

  constructor(operation: string, failures: number, waitMs: number) {
    const seconds = Math.ceil(waitMs / 1000);
    super('halo/circuit-open', `${operation} was not sent: the last ${failures} calls failed`, {
      nextStep: `Halo is tried again in ${seconds} s.`,
    });
  }
}

const isOutage = (error: unknown): boolean => {
  const root =
    error instanceof HaloError && error.code === 'halo/ambiguous-write' ? error.cause : error;
  return (
    root instanceof HaloServerError ||
    root instanceof HaloConnectionError ||
    root instanceof HaloTimeoutError
  );
};
