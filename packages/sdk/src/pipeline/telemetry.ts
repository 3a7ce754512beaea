import type { Exchange, Middleware } from './exchange.js';

/** Receives what the client does, for a log. Fields never hold a secret, a header, a query or a body. */
export interface Logger {
  debug?(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn?(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** How a call ended. */
interface EndedCall {
  operation: string;
  method: string;
  /** True where the call may have changed something. */
  isWrite: boolean;
  /** False where the call ended while it waited, so that the server never saw it. */
  sent: boolean;
  ms: number;
  attempts: number;
}

/** What a caller may listen to; a listener sees no secret, header, query or body. */
export interface ClientEvents {
  /** A call begins. */
  onRequest?:
    | ((event: {
        operation: string;
        method: string;
        /** True where the call may change something. */
        isWrite: boolean;
      }) => void)
    | undefined;
  /** A call has ended: with a status, or with an error; `ms` holds waiting and retries too. */
  onResponse?: ((event: EndedCall & { status?: number; error?: string }) => void) | undefined;
  /** An attempt failed and another follows after the delay. */
  onRetry?:
    | ((event: { operation: string; attempt: number; delayMs: number; error: string }) => void)
    | undefined;
  /** Halo did what was asked, and warned of something in its answer. */
  onWarning?: ((event: { operation: string; warning: string }) => void) | undefined;
  /** Halo accepted a write, and its answer shows other values than those sent in these fields. */
  onNotTaken?:
    | ((event: {
        operation: string;
        id: number | string | undefined;
        fields: readonly string[];
      }) => void)
    | undefined;
  /** Halo accepted a write, and its answer does not show these fields: nobody knows whether they took. */
  onNotShown?:
    | ((event: {
        operation: string;
        id: number | string | undefined;
        fields: readonly string[];
        /** Where the record was to be read back: why that failed. */
        unread?: string;
      }) => void)
    | undefined;
  /** Fields that Halo sets itself stood in a body, as in every record that was read, and were not sent. */
  onDropped?: ((event: { operation: string; fields: readonly string[] }) => void) | undefined;
  /** A request has waited for the budget for two seconds and goes on waiting, until this time (epoch milliseconds) at the earliest. */
  onWait?: ((event: { operation: string; until: number }) => void) | undefined;
  /** A request had to wait for the budget. */
  onThrottle?: ((event: { operation: string; waitedMs: number }) => void) | undefined;
}

/** What the telemetry stage works with. */
export interface TelemetryOptions extends ClientEvents {
  readonly logger: Logger | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told of each failed call with its exchange, before anybody else. */
  readonly onFailure: (error: unknown, exchange: Exchange) => void;
}

/** Tells of each call how it ended and how long it took, waiting and retries included. */
export const telemetry =
  ({ logger, now, onRequest, onResponse, onWarning, onFailure }: TelemetryOptions): Middleware =>
  (next) =>
  async (exchange) => {
    const { operation, method, marks } = exchange;
    const started = now();
    const isWrite = exchange.safety !== 'read' && exchange.reads !== true;
    const ended = (): EndedCall => ({
      operation,
      method,
      isWrite,
      sent: marks.sent === true,
      ms: Math.round(now() - started),
      attempts: marks.attempt,
    });
    const warnOf = async (value: unknown): Promise<void> => {
      const warning = (await import('../codec/warning-in.js')).warningIn(value);
      if (warning === undefined) return;
      onWarning?.({ operation, warning });
      logger?.warn?.('Halo warns', { operation, warning });
    };
    onRequest?.({ operation, method, isWrite });
    try {
      const reply = await next(exchange);
      const event = { ...ended(), status: reply.status };
      onResponse?.(event);
      logger?.debug?.('call done', event);
      if (method !== 'GET') await warnOf(reply.value);
      return reply;
    } catch (error) {
      const event = { ...ended(), error: error instanceof Error ? error.name : typeof error };
      onFailure(error, exchange);
      onResponse?.(event);
      logger?.warn?.('call failed', event);
      throw error;
    }
  };
