import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BudgetLimit, Lane, Permit, RequestBudget } from '../budget/request-budget.js';
import { delayAt, forecastAt, limitAt, newWindow, noteAnswer, noteLimited, roomAt, type WindowState } from '../budget/window.js';
import { type Clock, systemClock } from '../clock/clock.js';
import { isAlive, withFileLock } from './file-lock.js';
import { readJsonFile, writeJsonFile } from './json-file.js';

interface StoredWindow {
  readonly answered: number[];
  readonly learned?: WindowState['learned'];
  readonly pausedUntil: number;
  /** Requests under way, by the number of the process that sent them. */
  readonly leases: Record<string, number>;
}

/** Requests of other processes end without a word to this one, so a waiter looks again at least this often. */
const longestNapMs = 250;

/** A budget that all processes of one machine share through a file; `requests` in `windowMs` hold for them together. */
export function fileBudget(path: string, limit: BudgetLimit, clock: Clock = systemClock): FileBudget {
  return new FileBudget(path, limit, clock);
}

/** The budget of one machine; `settled` resolves when everything that was released stands in the file. */
export class FileBudget implements RequestBudget {
  readonly #path: string;
  readonly #given: BudgetLimit;
  readonly #clock: Clock;
  /** What the file held when this process last looked. */
  #seen: WindowState;
  #people = 0;
  /** Notes of answers that are still to be written, and what went wrong with one. */
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(path: string, given: BudgetLimit, clock: Clock) {
    this.#path = path;
    this.#given = given;
    this.#clock = clock;
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
    this.#later((state) => noteLimited(state, this.#clock.now(), retryAfterMs, attempt));
  }

  /** Resolves when everything that was released stands in the file; to be awaited before a process ends. */
  async settled(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async acquire(signal?: AbortSignal, lane: Lane = 'interactive'): Promise<Permit> {
    if (lane === 'interactive') this.#people += 1;
    try {
      for (;;) {
        signal?.throwIfAborted();
        await this.#writing;
        if (this.#failure) throw this.#failure;
        const nap = lane === 'bulk' && this.#people > 0 ? longestNapMs : await this.#tryTake();
        if (nap === undefined) return this.#permit();
        await this.#clock.sleep(Math.min(nap, longestNapMs), signal);
      }
    } finally {
      if (lane === 'interactive') this.#people -= 1;
    }
  }

  /** Takes a place in the window, or tells how long to wait before the next look. */
  #tryTake(): Promise<number | undefined> {
    return this.#update((state, leases) => {
      const now = this.#clock.now();
      if (roomAt(state, now) <= 0) return delayAt(state, now) ?? longestNapMs;
      leases[String(process.pid)] = (leases[String(process.pid)] ?? 0) + 1;
      return undefined;
    });
  }

  #permit(): Permit {
    let held = true;
    return {
      release: (refused = false) => {
        if (!held) return;
        held = false;
        this.#later((state, leases) => {
          leases[String(process.pid)] = Math.max(0, (leases[String(process.pid)] ?? 0) - 1);
          noteAnswer(state, this.#clock.now(), refused);
        });
      },
    };
  }

  #later(change: (state: WindowState, leases: Record<string, number>) => void): void {
    this.#writing = this.#writing
      .then(() => this.#update(change))
      .catch((error: unknown) => {
        this.#failure = error;
      });
  }

  /** Reads the file, changes what it holds and writes it back, alone among all processes. */
  async #update<T>(change: (state: WindowState, leases: Record<string, number>) => T): Promise<T> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    return withFileLock(`${this.#path}.lock`, async () => {
      const stored = ((await readJsonFile(this.#path)) ?? { answered: [], pausedUntil: 0, leases: {} }) as StoredWindow;
      const leases = { ...stored.leases };
      const state: WindowState = { given: this.#given, ...stored, answered: [...stored.answered], inFlight: sum(leases) };
      this.#buryDead(state, leases);
      const result = change(state, leases);
      state.inFlight = sum(leases);
      this.#seen = state;
      const { answered, learned, pausedUntil } = state;
      await writeJsonFile(this.#path, {
        answered,
        learned,
        pausedUntil,
        leases: Object.fromEntries(Object.entries(leases).filter(([, count]) => count > 0)),
      });
      return result;
    });
  }

  /** Requests of a process that died may have arrived, at the latest now. */
  #buryDead(state: WindowState, leases: Record<string, number>): void {
    for (const [pid, count] of Object.entries(leases)) {
      if (isAlive(Number(pid))) continue;
      delete leases[pid];
      for (let n = 0; n < count; n += 1) noteAnswer(state, this.#clock.now(), false);
    }
  }
}

const sum = (leases: Readonly<Record<string, number>>): number => Object.values(leases).reduce((total, count) => total + count, 0);
