import type { Clock } from '../clock/clock.js';
import { type Lanes, waitIn } from './lane.js';
import type { BudgetLimit, Lane, Permit, RequestBudget } from './request-budget.js';
import {
  delayAt,
  forecastAt,
  limitAt,
  newWindow,
  noteAnswer,
  noteLimited,
  roomAt,
  type WindowState,
} from './window.js';

/**
 * Spends a rolling window: a request is sent as soon as it fits, and never sooner.
 *
 * A request reaches the server somewhere between its sending and its answer. So it is counted from its sending, and it is
 * forgotten one window after its answer: then no window of the server's own, wherever it lies, holds more than the limit.
 */
export class Budget implements RequestBudget {
  readonly #clock: Clock;
  #state: WindowState;
  readonly #lanes: Lanes = {
    interactive: new Set(),
    bulk: new Set(),
  };
  #wake: AbortController | undefined;

  constructor(limit: BudgetLimit, clock: Clock) {
    this.#state = newWindow(limit);
    this.#clock = clock;
  }

  get limit(): BudgetLimit {
    const { requests, windowMs } = limitAt(this.#state, this.#clock.now());
    return { requests, windowMs };
  }

  get remaining(): number {
    return roomAt(this.#state, this.#clock.now());
  }

  /** Takes the stricter of the present limit and this one: a tenant's window is shared by all of its clients. */
  tighten(limit: BudgetLimit): void {
    const { given } = this.#state;
    if (limit.requests / limit.windowMs < given.requests / given.windowMs)
      this.#state = { ...this.#state, given: limit };
  }

  limited(retryAfterMs: number | undefined, attempt: number): void {
    noteLimited(this.#state, this.#clock.now(), retryAfterMs, attempt);
    this.#pump();
  }

  forecast(requests: number): number {
    return forecastAt(this.#state, this.#clock.now(), requests);
  }

  async acquire(signal?: AbortSignal, lane: Lane = 'interactive'): Promise<Permit> {
    signal?.throwIfAborted();
    if (this.#nobodyBefore(lane) && this.remaining > 0) return this.#grant();
    const permit = waitIn(this.#lanes[lane], signal, () => this.#pump());
    this.#pump();
    return permit;
  }

  #nobodyBefore(lane: Lane): boolean {
    return !this.#lanes.interactive.size && (lane === 'interactive' || !this.#lanes.bulk.size);
  }

  #grant(): Permit {
    this.#state.inFlight += 1;
    let held = true;
    return {
      release: (refused = false) => {
        if (!held) return;
        held = false;
        noteAnswer(this.#state, this.#clock.now(), refused);
        this.#pump();
      },
    };
  }

  /**
   * Serves whoever fits, people before jobs, and sets the alarm for whoever does not. Both at one moment: a pause that ends in between
   * would leave somebody waiting without an alarm.
   */
  #pump(): void {
    const now = this.#clock.now();
    for (const lane of [this.#lanes.interactive, this.#lanes.bulk]) {
      for (const grant of lane) {
        if (roomAt(this.#state, now) === 0) break;
        grant(this.#grant());
      }
    }
    this.#wake?.abort();
    const waiting = this.#lanes.interactive.size + this.#lanes.bulk.size > 0;
    const delay = waiting ? delayAt(this.#state, now) : undefined;
    if (delay === undefined) return;
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    this.#clock.sleep(delay, signal).then(
      () => signal.aborted || this.#pump(),
      () => undefined,
    );
  }
}
