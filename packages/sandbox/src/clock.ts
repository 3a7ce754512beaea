import { startTimer } from 'halopsa-ground';

/** What time it is for the sandbox, and waiting on that time. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the time forward and wakes everything that waits for a moment that has then passed. */
  advance(ms: number): void;
  /** Resolves after this much of the sandbox's time, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** How a virtual clock starts and moves. */
export interface VirtualClockOptions {
  /** First moment, default 2 November 2026, 09:00 UTC. */
  readonly start?: Date | string | number;
  /** True lets every wait move the time itself, so that nothing ever waits for real. */
  readonly autoAdvance?: boolean;
}

const DEFAULT_START = Date.UTC(2026, 10, 2, 9);

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Time only goes forward, and by a number. */
function checkAdvance(ms: number): number {
  if (!Number.isFinite(ms) || ms < 0)
    throw new RangeError('the clock is advanced by a number of milliseconds of 0 or more');
  return ms;
}

/** The sleepers of a clock whose time can be moved. */
class Sleepers {
  readonly #sleepers = new Set<Sleeper>();

  add(sleeper: Sleeper): () => void {
    this.#sleepers.add(sleeper);
    return () => this.#sleepers.delete(sleeper);
  }

  wakeUntil(now: number): void {
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.due - b.due)) {
      if (sleeper.due > now) break;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}

function sleepWith(
  start: (wake: () => void) => () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = start(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** A clock that moves only when it is advanced. */
export function createVirtualClock(options: VirtualClockOptions = {}): SandboxClock {
  let now = options.start === undefined ? DEFAULT_START : new Date(options.start).getTime();
  const sleepers = new Sleepers();
  const advance = (ms: number): void => {
    now += checkAdvance(ms);
    sleepers.wakeUntil(now);
  };
  return {
    now: () => now,
    advance,
    sleep: (ms, signal) => {
      if (options.autoAdvance && !signal?.aborted) advance(ms);
      const due = now + (options.autoAdvance ? 0 : ms);
      return due <= now && !signal?.aborted
        ? Promise.resolve()
        : sleepWith((wake) => sleepers.add({ due, wake }), signal);
    },
  };
}

/** The computer's clock, which can be moved forward as well. */
export function createSystemClock(): SandboxClock {
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const sleepers = new Sleepers();
  return {
    now,
    advance: (ms) => {
      offset += checkAdvance(ms);
      sleepers.wakeUntil(now());
    },
    sleep: (ms, signal) =>
      sleepWith((wake) => {
        const forget = sleepers.add({ due: now() + ms, wake: () => finish() });
        const cancel = startTimer(ms, () => finish());
        const stop = (): void => {
          cancel();
          forget();
        };
        const finish = (): void => {
          stop();
          wake();
        };
        return stop;
      }, signal),
  };
}
