import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The tests that the mutants of the request path have to get past: those of its own parts, without whole inventories. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    // One import for all files: mutants are switched on while the tests run.
    isolate: false,
    include: [
      'packages/sdk/test/{budget,client,fault-matrix,learned-budget,paginate.property,row-keys,rows,clock,secrets}.test.ts',
      'packages/sdk/test/auth/{discover,grants,sign-in}.test.ts',
      'packages/sdk/test/pipeline/*.test.ts',
    ],
  },
});
