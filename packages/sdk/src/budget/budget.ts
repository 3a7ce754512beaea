import type { Clock } from '../clock/clock.js';

/** At most this many requests in any window of this length. */
export interface BudgetLimit {
  /** Requests allowed in one window. */
  readonly requests: number;
  /** Length of the window in milliseconds. */
  readonly windowMs: number;
}

/** The right to send one request. It counts against the window from now until `release`, and a whole window longer. */
export interface Permit {
  /** Called once the answer is there, or once it is certain that none will come. */
  release(): void;
}

interface Waiter {
  readonly grant: (permit: Permit) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Spends a rolling window: a request is sent as soon as it fits, and never sooner.
 *
 * A request reaches the server somewhere between its sending and its answer. So it is counted from its sending, and it is
 * forgotten one window after its answer: then no window of the server's own, wherever it lies, holds more than the limit.
 */
export class Budget {
  readonly #clock: Clock;
  #limit: BudgetLimit;
  #inFlight = 0;
  /** Times of the answers within the last window, oldest first from `#head` on. */
  #answered: number[] = [];
  #head = 0;
  #pausedUntil = 0;
  readonly #waiters = new Set<Waiter>();
  #wake: AbortController | undefined;

  constructor(limit: BudgetLimit, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** The limit in force. */
  get limit(): BudgetLimit {
    return this.#limit;
  }

  /** Requests that could be sent at once. */
  get remaining(): number {
    this.#forget();
    return this.#clock.now() < this.#pausedUntil ? 0 : Math.max(0, this.#limit.requests - this.#used());
  }

  /** Takes the stricter of the present limit and this one: a tenant's window is shared by all of its clients. */
  tighten(limit: BudgetLimit): void {
    if (limit.requests / limit.windowMs < this.#limit.requests / this.#limit.windowMs) this.#limit = limit;
  }

  /** Sends nothing for this long, since the server said so with a 429. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.now() + ms);
    this.#pump();
  }

  /** Waits for the right to send one request, first come first served; rejects with the signal's reason when it is aborted. */
  acquire(signal?: AbortSignal): Promise<Permit> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#waiters.size === 0 && this.remaining > 0) return Promise.resolve(this.#grant());
    return new Promise((resolve, reject) => {
      const onAbort = (): void => waiter.fail(signal?.reason);
      const settle = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        grant: (permit) => {
          settle();
          resolve(permit);
        },
        fail: (reason) => {
          settle();
          reject(reason);
          this.#pump();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
      this.#pump();
    });
  }

  #used(): number {
    return this.#inFlight + this.#answered.length - this.#head;
  }

  #grant(): Permit {
    this.#inFlight += 1;
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#inFlight -= 1;
        this.#answered.push(this.#clock.now());
        this.#pump();
      },
    };
  }

  /** Drops answers that lie a whole window back. */
  #forget(): void {
    const horizon = this.#clock.now() - this.#limit.windowMs;
    while (this.#head < this.#answered.length && this.#answered[this.#head]! <= horizon) this.#head += 1;
    if (this.#head > 1024 && this.#head * 2 > this.#answered.length) {
      this.#answered = this.#answered.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Serves whoever fits, and sets the alarm for whoever does not. */
  #pump(): void {
    for (const waiter of this.#waiters) {
      if (this.remaining === 0) break;
      waiter.grant(this.#grant());
    }
    this.#wake?.abort();
    this.#wake = undefined;
    const delay = this.#waiters.size > 0 ? this.#delay() : undefined;
    if (delay !== undefined) this.#wakeAfter(delay);
  }

  /** Time until the window or the pause lets one more through; undefined while only an answer can do so. */
  #delay(): number | undefined {
    const now = this.#clock.now();
    if (now < this.#pausedUntil) return this.#pausedUntil - now;
    const oldest = this.#answered[this.#head];
    return oldest === undefined ? undefined : Math.max(0, oldest + this.#limit.windowMs - now);
  }

  #wakeAfter(delay: number): void {
    const wake = new AbortController();
    this.#wake = wake;
    this.#clock.sleep(delay, wake.signal).then(
      () => this.#wake === wake && this.#pump(),
      () => undefined,
    );
  }
}
