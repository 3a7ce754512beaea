import type { SandboxClock } from './clock.js';
import { isHeaders } from './http/is-headers.js';
import type { RateLimit } from './options.js';

const isPositive = (value: unknown): boolean => Number.isFinite(value) && Number(value) > 0;

/** The limit, or undefined where it is off; throws a RangeError where it is none. */
function limitOf(limit: RateLimit | 'off'): RateLimit | undefined {
  if (limit === 'off') return undefined;
  const { requests, windowMs, bypass } = (limit ?? {}) as Partial<RateLimit>;
  if (!isPositive(requests) || !isPositive(windowMs))
    throw new RangeError('a rate limit has requests and windowMs, both above 0, or is off');
  if (bypass !== undefined && !isHeaders(bypass))
    throw new RangeError('bypass of a rate limit has to be an object of headers');
  return limit;
}

/** A rolling window of requests. */
export class RateWindow {
  readonly #clock: SandboxClock;
  #limit: RateLimit | undefined;
  #times: number[] = [];

  constructor(clock: SandboxClock, limit: RateLimit | 'off') {
    this.#clock = clock;
    this.#limit = limitOf(limit);
  }

  /** Counts a request; a full window counts nothing and returns the seconds until there is room. */
  take(headers: Headers): number | undefined {
    if (!this.#limit || lifts(headers, this.#limit)) return undefined;
    const now = this.#clock.now();
    const { requests, windowMs } = this.#limit;
    const firstInside = this.#times.findIndex((time) => time > now - windowMs);
    this.#times = firstInside < 0 ? [] : this.#times.slice(firstInside);
    if (this.#times.length < requests) {
      this.#times.push(now);
      return undefined;
    }
    const [oldest = now] = this.#times;
    return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
  }

  /** The limit in the words of a refusal. */
  words(): string {
    const { requests = 0, windowMs = 0 } = this.#limit ?? {};
    const window =
      windowMs % 60_000 === 0 ? `${windowMs / 60_000} minute` : `${windowMs / 1000} second`;
    return `Rate Limit Reached - ${requests} Requests per rolling ${window} window`;
  }

  /** Sets another limit, with an empty window. */
  setLimit(limit: RateLimit | 'off'): void {
    this.#limit = limitOf(limit);
    this.#times = [];
  }
}

/** True where a request carries the headers that lift the limit. */
function lifts(headers: Headers, { bypass }: RateLimit): boolean {
  const wanted = Object.entries(bypass ?? {});
  return wanted.length > 0 && wanted.every(([name, value]) => headers.get(name) === value);
}
