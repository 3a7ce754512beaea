import { startTimer } from 'halopsa-ground';
import { HaloTimeoutError } from '../errors/transport-errors.js';
import type { Middleware } from './exchange.js';

/** Ends an attempt that has no complete answer in time. Real time, also under a virtual clock: the network is real. */
export const timeout: Middleware = (next) => async (exchange) => {
  const { signal, timeoutMs, operation } = exchange;
  const attempt = new AbortController();
  const onAbort = (): void => attempt.abort(signal?.reason);
  if (signal?.aborted) throw signal.reason;
  signal?.addEventListener('abort', onAbort, { once: true });
  let timedOut = false;
  const stop = startTimer(timeoutMs, () => {
    timedOut = true;
    attempt.abort();
  });
  try {
    return await next({ ...exchange, signal: attempt.signal });
  } catch (error) {
    if (timedOut) throw new HaloTimeoutError(operation, timeoutMs);
    throw signal?.aborted ? signal.reason : error;
  } finally {
    stop();
    signal?.removeEventListener('abort', onAbort);
  }
};
