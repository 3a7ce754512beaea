import type { HaloValue } from '../store/port.js';

/** What a tenant holds at the start. */
export type SeedSize = 'empty' | 'small' | 'demo' | 'large';

/** How many records of the kinds that differ by size. */
export interface SeedCounts {
  readonly clients: number;
  readonly agents: number;
  readonly assets: number;
  readonly tickets: number;
}

const COUNTS: Readonly<Record<SeedSize, SeedCounts>> = {
  empty: { clients: 0, agents: 0, assets: 0, tickets: 0 },
  small: { clients: 12, agents: 12, assets: 30, tickets: 60 },
  demo: { clients: 210, agents: 14, assets: 800, tickets: 2100 },
  large: { clients: 1000, agents: 40, assets: 5000, tickets: 100_000 },
};

/** The counts of a seed; ids that documents use as examples come on top. */
export const seedCounts = (size: SeedSize): SeedCounts => COUNTS[size];

/** True for the name of a seed. */
export const isSeedSize = (value: HaloValue): value is SeedSize =>
  typeof value === 'string' && Object.hasOwn(COUNTS, value);
