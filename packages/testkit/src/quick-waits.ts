/** The part of a clock that waits. */
interface Waiting {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The hooks of the test file. */
interface Hooks {
  readonly beforeAll: (work: () => void) => void;
  readonly afterAll: (work: () => void) => void;
}

/**
 * Lets every wait of a clock pass at once while a file runs, for tests in which a client only waits before it tries again. A wait still
 * ends in a turn of its own, and by its signal.
 */
export function useQuickWaits(clock: Waiting, { beforeAll, afterAll }: Hooks): void {
  const { sleep } = clock;
  beforeAll(() => {
    clock.sleep = (ms, signal) => sleep(Math.min(ms, 1), signal);
  });
  afterAll(() => {
    clock.sleep = sleep;
  });
}
