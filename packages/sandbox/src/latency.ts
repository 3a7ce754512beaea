import type { Random } from './random.js';
import type { HaloRecord, HaloValue } from './store/port.js';

/** How long answers take, in milliseconds: always the same, evenly between two bounds, or skewed as real servers are. */
export type Latency =
  | number
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'log-normal'; readonly median: number; readonly p99: number };

const isDuration = (value: HaloValue): value is number =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

/** Gives the latency back where it is one; throws a RangeError that says what it lacks. */
export function checkLatency(latency: Latency): Latency {
  if (isDuration(latency)) return latency;
  const { kind, ...bounds } = (
    typeof latency === 'object' && latency !== null ? latency : {}
  ) as HaloRecord;
  const [low, high] =
    kind === 'uniform'
      ? [bounds.min, bounds.max]
      : kind === 'log-normal'
        ? [bounds.median, bounds.p99]
        : [];
  const floor = kind === 'uniform' ? 0 : Number.MIN_VALUE;
  if (isDuration(low) && isDuration(high) && low >= floor && low <= high) return latency;
  throw new RangeError(
    'a latency is a number of milliseconds, or uniform with min and max, or log-normal with median and p99',
  );
}

/** The standard normal's 99th percentile. */
const Z99 = 2.3263;

/** A delay from the distribution, in whole milliseconds. */
export function drawLatency(latency: Latency, random: Random): number {
  if (typeof latency === 'number') return latency;
  if (latency.kind === 'uniform')
    return Math.round(latency.min + random() * (latency.max - latency.min));
  const sigma = Math.log(latency.p99 / latency.median) / Z99;
  return Math.round(latency.median * Math.exp(sigma * standardNormal(random)));
}

/** Box and Muller's transformation; the first factor must not be zero. */
const standardNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
