/** What goes wrong; a `stale` read tells what was true when the fault was set. */
export type FaultKind = 'status' | 'reset' | 'hang' | 'slow' | 'stale' | 'truncated' | 'cut' | 'html' | 'content-type' | 'redirect';

/** A fault to inject. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** Operation id (`tickets.list`), resource (`tickets`), verb (`*.list`), `token`, or `*` for everything; default `*`. */
  readonly operation?: string;
  /** HTTP method, default any. */
  readonly method?: string;
  /** Whether the server has acted when it goes wrong, default `before`. */
  readonly phase?: 'before' | 'after';
  /** Chance from 0 to 1, default 1. */
  readonly probability?: number;
  /** How often it strikes, default without end. */
  readonly count?: number;
  /** How many matching requests pass before it may strike, default 0. */
  readonly skip?: number;
  /** Status of `status` (default 500) and `html` (default 502). */
  readonly status?: number;
  /** Body of `status`, default none. */
  readonly body?: string;
  /** Headers of `status`, for example `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Delay of `slow` on the sandbox's clock, default 1000. */
  readonly delayMs?: number;
}

/** A fault that is set, with how often it has struck. */
export interface ActiveFault extends FaultRule {
  readonly id: number;
  readonly struck: number;
}
