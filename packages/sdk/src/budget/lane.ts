import type { Lane, Permit } from './request-budget.js';

/** Serves somebody who waits. */
export type Grant = (permit: Permit) => void;

/** Those who wait, by lane. */
export type Lanes = Readonly<Record<Lane, Set<Grant>>>;

/** Waits in a lane; one whose signal is aborted leaves it, which `onLeft` hears of. */
export const waitIn = (
  lane: Set<Grant>,
  signal: AbortSignal | undefined,
  onLeft?: () => void,
): Promise<Permit> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      lane.delete(grant);
      signal?.removeEventListener('abort', onAbort);
    };
    const grant = (permit: Permit): void => {
      leave();
      resolve(permit);
    };
    const onAbort = (): void => {
      leave();
      reject(signal?.reason);
      onLeft?.();
    };
    signal?.addEventListener('abort', onAbort);
    lane.add(grant);
  });
