import type { Middleware } from './exchange.js';

/** Receives what the client does, for a log. Fields never hold a secret, a header, a query or a body. */
export interface Logger {
  debug?(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn?(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Tells the logger how each call ended and how long it took, waiting and retries included. */
export const telemetry =
  (logger: Logger | undefined, now: () => number): Middleware =>
  (next) =>
  async (exchange) => {
    const started = now();
    const fields = (extra: Record<string, unknown>): Record<string, unknown> => ({
      operation: exchange.operation,
      method: exchange.method,
      ms: Math.round(now() - started),
      attempts: exchange.marks.attempt,
      ...extra,
    });
    try {
      const reply = await next(exchange);
      logger?.debug?.('call done', fields({ status: reply.status }));
      return reply;
    } catch (error) {
      logger?.warn?.('call failed', fields({ error: error instanceof Error ? error.name : typeof error }));
      throw error;
    }
  };
