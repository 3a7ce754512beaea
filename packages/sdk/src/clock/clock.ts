import { sleep } from 'halopsa-ground';

/** The time as the client sees it; tests put a virtual one in its place. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after this many milliseconds; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's own clock. */
export const systemClock: Clock = { now: () => Date.now(), sleep };
