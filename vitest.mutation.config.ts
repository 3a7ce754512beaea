import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.js';

/** The tests that the mutants of the request path have to get past: those of its own parts, which need no server and no time. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    maxWorkers: 2,
    // One import for all files: mutants are switched on while the tests run.
    isolate: false,
    include: [
      'packages/sdk/test/{budget,clock,page,paginate,row-keys,rows,shared-budgets,window}.test.ts',
      'packages/sdk/test/auth/{token-request,token-source}.test.ts',
      'packages/sdk/test/pipeline/*.test.ts',
    ],
  },
});
