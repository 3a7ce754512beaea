/** At most this many requests in any window of this length. */
export interface BudgetLimit {
  /** Requests allowed in one window. */
  readonly requests: number;
  /** Length of the window in milliseconds. */
  readonly windowMs: number;
}

/** Who is served first: a person who waits overtakes a job. */
export type Lane = 'interactive' | 'bulk';

/** The right to send one request. */
export interface Permit {
  /** Called once the answer is there, or once it is certain that none will come; `refused` after a 429, which the server did not act on. */
  release(refused?: boolean): void;
}

/** Spends a tenant's window of requests; may be shared by clients, or by processes. */
export interface RequestBudget {
  /** The limit in force, as given or as learned. */
  readonly limit: BudgetLimit;
  /** Requests that could be sent at once. */
  readonly remaining: number;
  /** Waits for the right to send one request; rejects with the signal's reason when it is aborted. */
  acquire(signal?: AbortSignal, lane?: Lane): Promise<Permit>;
  /** Takes in a 429: how long it asked to wait, in milliseconds, where it said so, and how often this request met one. */
  limited(retryAfterMs: number | undefined, attempt: number): void;
  /** Milliseconds until so many more requests are sent. */
  forecast(requests: number): number;
}
