import { systemClock } from 'halopsa';
import { nearestName } from 'halopsa-ground';
import { describe, expect, it, vi } from 'vitest';

describe('the computer’s clock', () => {
  it('sleeps, and ends with the signal', async () => {
    await systemClock.sleep(1);
    const reason = new Error('enough');
    await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await systemClock.sleep(1, new AbortController().signal);
  });

  it('sleeps for as long as it is asked, also where no timer holds that long', async () => {
    vi.useFakeTimers();
    try {
      let isOver = false;
      void systemClock.sleep(2 ** 31 + 5_000).then(() => {
        isOver = true;
      });
      await vi.advanceTimersByTimeAsync(2 ** 31);
      expect(isOver).toBe(false);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(isOver).toBe(true);
      await Promise.all([Number.NaN, -1, Number.NEGATIVE_INFINITY].map((ms) => [systemClock.sleep(ms), vi.advanceTimersByTimeAsync(1)][0]));
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('nearest name', () => {
  const names = ['client_id', 'open_only', 'page_size', 'search'];
  it.each([
    ['clientid', 'client_id'],
    ['ClientID', 'client_id'],
    ['opne_only', 'open_only'],
    ['pagesze', 'page_size'],
    ['xyz', undefined],
    ['', undefined],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest);
  });
});
