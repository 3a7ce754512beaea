import {
  FileLock,
  lifeOf,
  ownIdentity,
  type ProcessIdentity,
  readState,
  reasonOf,
  replaceFile,
} from 'halopsa-ground/node';
import { type Grant, type Lanes, waitIn } from '../budget/lane.js';
import type { BudgetLimit, Lane, Permit, RequestBudget } from '../budget/request-budget.js';
import {
  delayAt,
  forecastAt,
  limitAt,
  newWindow,
  noteAnswer,
  noteLimited,
  roomAt,
  type WindowState,
} from '../budget/window.js';
import { type Clock, systemClock } from '../clock/clock.js';
import { type Lease, readStored, type StoredWindow } from './stored-window.js';

/** How a budget file is used. */
export interface FileBudgetOptions {
  readonly clock?: Clock | undefined;
  /** Called once where the file cannot be used, with one line that says why; the budget then holds for this process alone. */
  readonly onWarning?: ((line: string) => void) | undefined;
}

/** Something that happened since the file was written last. */
interface Change {
  readonly apply: (state: WindowState) => void;
  readonly answeredAt?: number;
}

/** Room appears when the oldest answer leaves the window, or when another process writes; that is looked for at least this often. */
const longestNapMs = 1_000;
/** While only an answer can make room. */
const answerNapMs = 250;
/** A file that could not be used is tried again after this time. */
const retryFileMs = 5_000;
const lockPatienceMs = 5_000;
/** A process that cannot be looked for is believed to work for this long after it has written. */
const believedMs = 60_000;

/** A budget that all processes of one machine share through a file; `requests` in `windowMs` hold for them together. */
export function fileBudget(
  path: string,
  limit: BudgetLimit,
  options: FileBudgetOptions = {},
): FileBudget {
  return new FileBudget(path, limit, options);
}

/**
 * The budget of one machine. One waiter of each process looks at the file, for all of its callers. Where the file cannot be read
 * or written, the budget goes on in memory and comes back to the file as soon as that can be used again.
 */
export class FileBudget implements RequestBudget {
  readonly #path: string;
  readonly #given: BudgetLimit;
  readonly #clock: Clock;
  readonly #onWarning: ((line: string) => void) | undefined;
  readonly #id = crypto.randomUUID();
  readonly #own: ProcessIdentity = ownIdentity();
  readonly #lock: FileLock;
  readonly #lanes: Lanes = {
    interactive: new Set(),
    bulk: new Set(),
  };
  /** What the file held when this process last looked, with what this process has added. */
  #seen: WindowState;
  #inFlight = 0;
  /** Requests that have ended and whose answers are among the changes. */
  #released = 0;
  /** Times of answers that the file has missed. */
  #unwritten: number[] = [];
  #changes: Change[] = [];
  #working = false;
  /** Whether the last look has left somebody waiting. */
  #isFull = false;
  #last: Promise<void> = Promise.resolve();
  /** When the file is tried again, where it could not be used. */
  #fileFrom: number | undefined;
  #hasWarned = false;

  constructor(
    path: string,
    given: BudgetLimit,
    { clock = systemClock, onWarning }: FileBudgetOptions = {},
  ) {
    this.#path = path;
    this.#given = given;
    this.#clock = clock;
    this.#onWarning = onWarning;
    this.#lock = new FileLock(`${path}.lock`, this.#own);
    this.#seen = newWindow(given);
  }

  get limit(): BudgetLimit {
    const { requests, windowMs } = limitAt(this.#seen, this.#clock.now());
    return { requests, windowMs };
  }

  get remaining(): number {
    return roomAt(this.#seen, this.#clock.now());
  }

  forecast(requests: number): number {
    return forecastAt(this.#seen, this.#clock.now(), requests);
  }

  limited(retryAfterMs: number | undefined, attempt: number): void {
    const at = this.#clock.now();
    this.#later({ apply: (state) => noteLimited(state, at, retryAfterMs, attempt) });
  }

  /** Resolves when everything that was released stands in the file; to be awaited before a process ends. */
  async settled(): Promise<void> {
    for (let mine: Promise<void> | undefined; mine !== this.#last || this.#changes.length > 0; ) {
      mine = this.#look();
      await mine;
    }
  }

  acquire(signal?: AbortSignal, lane: Lane = 'interactive'): Promise<Permit> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const permit = waitIn(this.#lanes[lane], signal);
    void this.#work();
    return permit;
  }

  #permit(): Permit {
    let held = true;
    return {
      release: (refused = false) => {
        if (!held) return;
        held = false;
        const at = this.#clock.now();
        this.#inFlight -= 1;
        this.#released += 1;
        this.#later({ apply: (state) => noteAnswer(state, at, refused), answeredAt: at });
      },
    };
  }

  #later(change: Change): void {
    this.#changes.push(change);
    void this.#work();
  }

  /** The one worker of this process: looks at the file as long as somebody waits or something is to be written. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#waiting() > 0 || this.#changes.length > 0) {
        await this.#look();
        if (this.#isFull)
          await this.#clock.sleep(
            Math.min(longestNapMs, delayAt(this.#seen, this.#clock.now()) ?? answerNapMs),
          );
      }
    } finally {
      this.#working = false;
    }
  }

  #waiting(): number {
    return this.#lanes.interactive.size + this.#lanes.bulk.size;
  }

  /** Looks at the file once, alone among all processes: writes what has happened, and lets in who fits. */
  #look(): Promise<void> {
    this.#last = this.#last.then(() => this.#lookNow());
    return this.#last;
  }

  async #lookNow(): Promise<void> {
    const isDetached = this.#fileFrom !== undefined && performance.now() < this.#fileFrom;
    if (isDetached) return this.#step(undefined);
    try {
      await this.#lock.run(() => this.#step(this.#path), { patienceMs: lockPatienceMs });
      this.#fileFrom = undefined;
    } catch (error) {
      this.#fileFrom = performance.now() + retryFileMs;
      this.#warn(error);
      this.#step(undefined);
    }
  }

  #warn(error: unknown): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#onWarning?.(
      `The budget file ${this.#path} cannot be used (${reasonOf(error)}): this process counts its requests for itself.`,
    );
  }

  /** One step on what a file holds, or on what this process knows where there is none to use. Nothing changes where writing fails. */
  #step(path: string | undefined): void {
    const now = this.#clock.now();
    const stored =
      path === undefined ? undefined : readState(path, (value) => readStored(value, now));
    const others = (stored?.leases ?? []).filter(({ id }) => id !== this.#id);
    const living = others.filter((lease) => this.#isAtWork(lease, now));
    const state = this.#stateOf(stored, sum(others));
    // Requests of a process that died may have arrived, at the latest now.
    for (let dead = sum(others) - sum(living); dead > 0; dead -= 1) noteAnswer(state, now, false);
    for (const { apply } of this.#changes) apply(state);
    state.answered.sort((a, b) => a - b);
    const granted = this.#admit(state, now);
    const count = this.#inFlight + granted.length;
    const own: Lease[] = count > 0 ? [{ id: this.#id, ...this.#own, count, at: now }] : [];
    if (path !== undefined) replaceFile(path, textOf(state, [...living, ...own]));
    this.#unwritten =
      path === undefined
        ? [...this.#unwritten, ...this.#changes.flatMap(({ answeredAt }) => answeredAt ?? [])]
        : [];
    this.#changes = [];
    this.#released = 0;
    this.#seen = state;
    this.#inFlight = count;
    for (const grant of granted) grant(this.#permit());
  }

  /** The window as it was before the changes: what the file says and what it has missed, or else what this process has seen. */
  #stateOf(stored: StoredWindow | undefined, others: number): WindowState {
    const { answered, learned, pausedUntil } = stored ?? this.#seen;
    return {
      given: this.#given,
      answered: stored ? [...answered, ...this.#unwritten] : [...answered],
      learned,
      pausedUntil,
      inFlight: others + this.#inFlight + this.#released,
    };
  }

  /** Those who wait and fit, people before jobs. */
  #admit(state: WindowState, now: number): Grant[] {
    const waiting = [...this.#lanes.interactive, ...this.#lanes.bulk];
    const granted = waiting.slice(0, roomAt(state, now));
    this.#isFull = granted.length < waiting.length;
    state.inFlight += granted.length;
    return granted;
  }

  #isAtWork(lease: Lease, now: number): boolean {
    const life = lifeOf(lease, this.#own);
    return life === 'unknown' ? Math.abs(now - lease.at) < believedMs : life === 'alive';
  }
}

const textOf = (
  { answered, learned, pausedUntil }: WindowState,
  leases: readonly Lease[],
): string => JSON.stringify({ answered, learned, pausedUntil, leases } satisfies StoredWindow);

const sum = (leases: readonly Lease[]): number =>
  leases.reduce((total, { count }) => total + count, 0);
