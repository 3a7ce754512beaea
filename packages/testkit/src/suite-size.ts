/**
 * How many runs a long suite makes: `small` in `npm test`, `full` in `npm run test:full` (environment HALO_TEST_FULL=1).
 * Every suite whose length is a matter of choice takes its count from here.
 */
export const runs = <T = number>(small: T, full: T): T =>
  process.env.HALO_TEST_FULL === '1' ? full : small;

/**
 * Options of a property test: so many runs, from one fixed seed in `npm test`, so that a change is judged by itself and not by
 * the dice, and from a new seed each time in `npm run test:full`, which goes looking.
 */
export const propertyRuns = (small: number, full: number): { numRuns: number; seed?: number } =>
  process.env.HALO_TEST_FULL === '1' ? { numRuns: full } : { numRuns: small, seed: 20_261_121 };
