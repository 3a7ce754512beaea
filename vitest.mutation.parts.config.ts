import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.js';

/** The tests that the mutants of parts of bulk and of the sandbox have to get past: those that call a part by itself. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    maxWorkers: 1,
    isolate: false,
    include: [
      'packages/bulk/test/parts/*.test.ts',
      'packages/bulk/test/seen-keys.test.ts',
      'packages/sandbox/test/{memory-collection,sort-key}.test.ts',
    ],
  },
});
