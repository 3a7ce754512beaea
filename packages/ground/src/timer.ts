/** The longest time that a timer of the platform holds; what is longer fires at once (Node, and the HTML standard, 8.6). */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Calls back after so many milliseconds, however many they are, and returns a function that stops it. A negative number or NaN counts as
 * none; an infinite one never calls.
 */
export function startTimer(ms: number, call: () => void): () => void {
  let left = Number.isNaN(ms) ? 0 : Math.max(0, ms);
  let timer: ReturnType<typeof setTimeout>;
  const next = (): void => {
    const part = Math.min(left, longestTimerMs);
    left -= part;
    timer = setTimeout(() => (left > 0 ? next() : call()), part);
  };
  next();
  return () => clearTimeout(timer);
}

/** Resolves after so many milliseconds, however many they are; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = (): void => {
      stop();
      reject(signal?.reason);
    };
    const stop = startTimer(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
