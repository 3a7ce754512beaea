import type { FaultRule } from '../faults/fault.js';
import type { Latency } from '../latency.js';
import type { RateLimit } from '../options.js';
import { isSeedSize, type SeedSize } from '../seed/size.js';
import type { HaloRecord } from '../store/port.js';

/** What happens at one moment of a scenario; the parts happen in the order below. */
export interface ScenarioStep {
  /** Milliseconds of the sandbox's time since the start of the scenario, default 0. */
  readonly at?: number;
  readonly seed?: SeedSize;
  /** Records to store, by attribute of their resource. */
  readonly records?: Readonly<Record<string, readonly HaloRecord[]>>;
  readonly clearFaults?: boolean;
  readonly faults?: readonly FaultRule[];
  readonly latency?: Latency;
  readonly rateLimit?: RateLimit | 'off';
  readonly expireTokens?: boolean;
  readonly revokeTokens?: boolean;
}

/** A course of events, as a file holds it in JSON. */
export interface Scenario {
  readonly name?: string;
  readonly steps: readonly ScenarioStep[];
}

/** Reads a scenario; throws a RangeError that names the step which is wrong. */
export function readScenario(value: unknown): Scenario {
  const steps = (value as Scenario | null)?.steps;
  if (!Array.isArray(steps)) throw new RangeError('a scenario is an object with an array of steps');
  for (const [index, step] of steps.entries())
    checkStep(step as HaloRecord | null, `step ${index + 1}`);
  return value as Scenario;
}

const PARTS: ReadonlySet<string> = new Set(
  'at seed records clearFaults faults latency rateLimit expireTokens revokeTokens'.split(' '),
);

function checkStep(step: HaloRecord | null, place: string): void {
  if (typeof step !== 'object' || step === null) throw new RangeError(`${place} is not an object`);
  const unknown = Object.keys(step).find((name) => !PARTS.has(name));
  if (unknown !== undefined)
    throw new RangeError(
      `${place} has no part named ${unknown}; there are ${[...PARTS].join(', ')}`,
    );
  if (step.seed !== undefined && !isSeedSize(step.seed))
    throw new RangeError(`${place}: seed is one of empty, small, demo, large`);
  if (step.at !== undefined && typeof step.at !== 'number')
    throw new RangeError(`${place}: at is a number of milliseconds`);
}
