import type { RequestBudget } from 'halopsa';
import type { Host } from '../host.js';
import { clearLine } from './clear-line.js';
import type { Colours } from './colours.js';
import { grouped } from './grouped.js';

const drawEveryMs = 100;
const barWidth = 12;

/** What a progress line is told. */
export interface ProgressOptions {
  readonly host: Host;
  readonly colours: Colours;
  /** What is counted, for example `rows`. */
  readonly unit: string;
  readonly budget?: RequestBudget | undefined;
  /** Units that one request brings, to tell how long the budget lets the rest take. */
  readonly perRequest?: number | undefined;
}

/** A line on the error stream of a terminal that says how far the work is: a bar, count, rate, budget and time left. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #started: number = performance.now();
  #drawn = 0;
  #shown = false;

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  /** Tells how far it is. */
  update(done: number, total: number | undefined): void {
    const { host } = this.#options;
    const now = performance.now();
    if (host.stderr.isTTY !== true || now - this.#drawn < drawEveryMs) return;
    this.#drawn = now;
    this.#shown = true;
    host.stderr.write(`${clearLine}${this.#options.colours.dim(this.#line(done, total, now))}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown) this.#options.host.stderr.write(clearLine);
    this.#shown = false;
  }

  #line(done: number, total: number | undefined, now: number): string {
    const { unit, budget, perRequest = 1 } = this.#options;
    const seconds = Math.max(0.001, (now - this.#started) / 1000);
    const left = total === undefined ? undefined : Math.max(0, total - done);
    const byRate = left === undefined || done === 0 ? 0 : (left * seconds) / done;
    const byBudget =
      left === undefined || !budget ? 0 : budget.forecast(Math.ceil(left / perRequest)) / 1000;
    const parts = [
      `${grouped(done)}${total === undefined ? '' : ` of ${grouped(total)}`} ${unit}`,
      `${grouped(Math.round(done / seconds))}/s`,
      ...(budget
        ? [`${grouped(budget.remaining)} of ${grouped(budget.limit.requests)} requests free`]
        : []),
      ...(left === undefined ? [] : [`${duration(Math.max(byRate, byBudget))} left`]),
    ];
    const bar = total === undefined || total === 0 ? '' : `${barOf(done / total)} `;
    return `${bar}${parts.join(', ')}`.slice(0, (this.#options.host.stderr.columns ?? 80) - 1);
  }
}

function barOf(part: number): string {
  const filled = Math.round(Math.min(1, part) * barWidth);
  return '#'.repeat(filled) + '.'.repeat(barWidth - filled);
}

const duration = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5400
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;
