import type { SandboxClock } from '../clock.js';
import { drawLatency, type Latency } from '../latency.js';
import type { Random } from '../random.js';
import type { Exchange, Stage } from './exchange.js';

/** Waits before each answer as long as the latency that is set says. */
export const delayed =
  (latency: () => Latency, clock: SandboxClock, random: Random): Stage<Exchange> =>
  (next) =>
  async (exchange) => {
    const delay = drawLatency(latency(), random);
    if (delay > 0) await clock.sleep(delay, exchange.request.signal);
    return next(exchange);
  };
