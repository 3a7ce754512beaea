interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that stops while work goes on and jumps to the next sleeper once nothing else is left to do. */
export interface VirtualClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the time by hand. */
  advance(ms: number): void;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Rounds of the event loop without any news after which everybody is taken to be asleep. */
const quietRounds = 4;

/** Makes a virtual clock for work that runs in this process: with real sockets the loop is quiet while an answer travels. */
export function createIdleClock(start: number = Date.UTC(2026, 10, 2, 9)): VirtualClock {
  let now = start;
  let quiet = 0;
  let watching = false;
  const sleepers = new Set<Sleeper>();

  const wakeDue = (): void => {
    for (const sleeper of [...sleepers]
      .filter(({ due }) => due <= now)
      .sort((a, b) => a.due - b.due)) {
      sleepers.delete(sleeper);
      sleeper.wake();
    }
  };
  const watch = (): void => {
    if (sleepers.size === 0) {
      watching = false;
      return;
    }
    quiet += 1;
    if (quiet > quietRounds) {
      quiet = 0;
      now = Math.max(now, Math.min(...[...sleepers].map(({ due }) => due)));
      wakeDue();
    }
    setImmediate(watch);
  };
  const noteNews = (): void => {
    quiet = 0;
    if (watching) return;
    watching = true;
    setImmediate(watch);
  };

  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
      wakeDue();
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        noteNews();
      }),
  };
}
