import type { SandboxClock } from '../clock.js';
import type { FaultTable } from '../faults/fault-table.js';
import { injectFault } from '../faults/inject.js';
import type { Exchange, Stage, Stores } from './exchange.js';

/** Lets a fault that is set strike: around the answer, in place of it, or on it. */
export const faultsStrike =
  (faults: FaultTable<Stores | undefined>, clock: SandboxClock): Stage<Exchange> =>
  (next) =>
  (exchange) => {
    const { request, route } = exchange;
    const strike = faults.strike(route.name ?? 'unknown', request.method);
    if (!strike) return next(exchange);
    return injectFault(strike.rule, request, clock, () =>
      next({ ...exchange, stores: strike.kept }),
    );
  };
