/** Lets each key send so many requests a minute, evenly refilled. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #left = new Map<string, { tokens: number; at: number }>();

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Seconds to wait, 0 where the request may pass. */
  take(key: string): number {
    const now = this.#now();
    const { tokens, at } = this.#left.get(key) ?? { tokens: this.#perMinute, at: now };
    const filled = Math.min(this.#perMinute, tokens + ((now - at) / 60_000) * this.#perMinute);
    const passes = filled >= 1;
    this.#left.set(key, { tokens: passes ? filled - 1 : filled, at: now });
    return passes ? 0 : Math.ceil(((1 - filled) / this.#perMinute) * 60);
  }
}
