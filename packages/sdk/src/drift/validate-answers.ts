import { HaloError } from '../errors/halo-error.js';
import type { Middleware } from '../pipeline/exchange.js';
import type { Drift } from './find-drift.js';

/** Answers differ from what the catalogue says of them. */
export class HaloDriftError extends HaloError {
  static {
    HaloDriftError.prototype.name = 'HaloDriftError';
  }

  readonly drifts: readonly Drift[];

  constructor(drifts: readonly Drift[]) {
    const shown = drifts
      .slice(0, 3)
      .map(({ path, kind, expected, found }) =>
        kind === 'unknown-field' ? `${path} is new` : `${path} is ${found}, not ${expected}`,
      );
    super(
      'halo/drift',
      `${drifts[0]?.operation}: the answer differs from the catalogue: ${shown.join(', ')}${drifts.length > 3 ? ', ...' : ''}`,
      {
        nextStep:
          'Import the newer OpenAPI document of your Halo into the catalogue, or validate with warn.',
      },
    );
    this.drifts = drifts;
  }
}

/** Compares every answer with the catalogue, and tells of each place that differs: by a call of `onDrift`, or by an error. */
export const validateAnswers =
  (onDrift: 'throw' | ((drifts: readonly Drift[]) => void)): Middleware =>
  (next) =>
  async (exchange) => {
    const reply = await next(exchange);
    const { findDrift } = await import('./find-drift.js');
    const drifts = findDrift(exchange.operation, reply.value);
    if (drifts.length > 0 && onDrift === 'throw') throw new HaloDriftError(drifts);
    if (drifts.length > 0 && onDrift !== 'throw') onDrift(drifts);
    return reply;
  };
