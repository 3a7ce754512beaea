import { startTimer } from 'halopsa-ground';
import { HaloTimeoutError } from '../errors/transport-errors.js';
import type { Middleware } from './exchange.js';
import { follow } from './follow.js';

/** Ends an attempt that has no complete answer in time. Real time, also under a virtual clock: the network is real. */
export const timeout: Middleware = (next) => async (exchange) => {
  const { signal, timeoutMs, operation } = exchange;
  signal?.throwIfAborted();
  const following = follow(signal);
  let timedOut = false;
  const stop = startTimer(timeoutMs, () => {
    timedOut = true;
    following.controller.abort();
  });
  try {
    return await next({ ...exchange, signal: following.controller.signal });
  } catch (error) {
    if (timedOut) throw new HaloTimeoutError(operation, timeoutMs);
    throw signal?.aborted ? signal.reason : error;
  } finally {
    stop();
    following.stop();
  }
};
