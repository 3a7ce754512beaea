/**
 * How many runs a long suite makes: `small` in `npm test`, `full` in `npm run test:full` (environment HALO_TEST_FULL=1).
 * Every suite whose length is a matter of choice takes its count from here.
 */
export const runs = (small: number, full: number): number => (process.env.HALO_TEST_FULL === '1' ? full : small);
