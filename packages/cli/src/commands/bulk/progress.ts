import type { Host } from '../../host.js';
import { durationText } from './plan-summary.js';

const width = 24;
const redrawMs = 100;

/** A bar on the error stream of a terminal: rows, rate and time left; elsewhere nothing. */
export class Progress {
  readonly #total: number;
  readonly #host: Host;
  readonly #forecast: (requests: number) => number;
  readonly #started: number = performance.now();
  #done = 0;
  #drawn = 0;

  constructor(total: number, host: Host, forecast: (requests: number) => number) {
    this.#total = total;
    this.#host = host;
    this.#forecast = forecast;
  }

  /** So many more rows are finished. */
  add(rows: number): void {
    this.#done += rows;
    const now = performance.now();
    if (this.#host.stderr.isTTY !== true || now - this.#drawn < redrawMs) return;
    this.#drawn = now;
    const part = this.#total === 0 ? 1 : Math.min(1, this.#done / this.#total);
    const filled = Math.round(part * width);
    const rate = this.#done / ((now - this.#started) / 1000);
    const left = Math.max((this.#total - this.#done) / rate, this.#forecast(Math.ceil((this.#total - this.#done) / 100)) / 1000);
    const text = `${'#'.repeat(filled)}${'.'.repeat(width - filled)} ${this.#done} of ${this.#total}, ${rate.toFixed(0)}/s, ${durationText(left * 1000)} left`;
    this.#host.stderr.write(`\r\u001b[K${text}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#drawn > 0) this.#host.stderr.write('\r\u001b[K');
  }
}
