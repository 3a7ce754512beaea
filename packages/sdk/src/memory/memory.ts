import type { Clock } from '../clock/clock.js';

/** How long what was read of a tenant's configuration is taken to hold, in milliseconds. */
export const shelfLifeMs = 300_000;

/** What a client remembers of a tenant's configuration: statuses, categories, fields and the like, for five minutes. */
export class Memory {
  readonly #clock: Pick<Clock, 'now'>;
  /** What was read, and when, by a name of its own. */
  readonly #kept = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();

  /** Resources whose lists were seen to count all of their rows, and not those of an answer alone. */
  readonly wholeCounts: Set<string> = new Set();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** What is kept under the key, or what `read` brings; several who ask at once share one reading, and a failure is not kept. */
  recall<T>(key: string, read: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept && this.#clock.now() - kept.at < shelfLifeMs) return kept.value as Promise<T>;
    const value = read();
    this.#kept.set(key, { at: this.#clock.now(), value });
    value.catch(() => this.#kept.delete(key));
    return value;
  }
}
