import type { Safety } from 'halopsa-catalogue';
import type { Lane } from '../budget/request-budget.js';

/** One call on its way to the server. Stages hand on a changed copy; only the marks below the line are written in place. */
export interface Exchange {
  /** The operation's id, or `METHOD /path` for a raw request; used in messages and logs. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** True where the reply is the `Response` itself, its body unread. */
  readonly raw?: boolean | undefined;
  readonly safety: Safety;
  /** True where nothing is changed, although it is not to be sent a second time: a heavy report. */
  readonly reads?: boolean | undefined;
  readonly timeoutMs: number;
  /** Who is served first when the budget is short. */
  readonly lane?: Lane | undefined;
  readonly signal: AbortSignal | undefined;
  /** What the attempts so far have left behind; shared by all copies. */
  readonly marks: ExchangeMarks;
}

/** What the attempts of one exchange have left behind. */
export interface ExchangeMarks {
  /** Attempts begun, counted from 1. */
  attempt: number;
  /** True once an attempt ended without an answer, so that the server may have acted on it. */
  uncertain: boolean;
  /** True once the request itself went out: before that, the call waits for its place in the budget and for a token. */
  sent?: boolean;
}

/** An answer with a status of success: its parsed JSON, undefined where it had no body, or the `Response` where the exchange is raw. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly value: unknown;
}

/** Sends an exchange and resolves to its reply, or rejects with a HaloError. */
export type Handler = (exchange: Exchange) => Promise<Reply>;

/** A stage of the pipeline: wraps the handler that comes after it. */
export type Middleware = (next: Handler) => Handler;

/** Joins stages, outermost first, around the transport. */
export const compose = (stages: readonly Middleware[], transport: Handler): Handler =>
  stages.reduceRight((next, stage) => stage(next), transport);
