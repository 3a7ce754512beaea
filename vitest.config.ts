import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const sourceOf = (folder: string, file: string): string =>
  fileURLToPath(new URL(`packages/${folder}/src/${file}.ts`, import.meta.url));

/** Tests import packages by name; the names lead to the sources, so that no build stands between an edit and its test. */
const packageFolders = {
  'halopsa-ground': 'ground',
  'halopsa-catalogue': 'catalogue',
  'halopsa-sandbox': 'sandbox',
  'halopsa-testkit': 'testkit',
  'halopsa-bulk': 'bulk',
  'halopsa-connector': 'connector',
  'halopsa-cli': 'cli',
  halopsa: 'sdk',
};

const alias = Object.entries(packageFolders).flatMap(([name, folder]) => [
  { find: new RegExp(`^${name}$`), replacement: sourceOf(folder, 'index') },
  { find: new RegExp(`^${name}/(?!package\\.json$)(.+)$`), replacement: sourceOf(folder, '$1') },
]);

/** What every project of tests has in common. The number of workers is the run's, or a project would outvote the command line. */
export const common = {
  resolve: { alias },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { NO_COLOR: '1' },
    unstubEnvs: true,
    unstubGlobals: true,
    setupFiles: [fileURLToPath(new URL('tests/own-home.ts', import.meta.url))],
  },
};

const testFiles = ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'];

/**
 * Files that get a process of their own: they replace modules, change the folder of the process or measure its memory. All others
 * share workers, one after another, so that a worker imports each module once: half of the time went into imports. What such a
 * test changes in the process (environment, timers, spies) it restores.
 */
const alone = [
  'packages/cli/test/{own-examples,set-up-commands}.test.ts',
  'packages/bulk/test/growing-headings.test.ts',
  'tests/docs/snippets.test.ts',
];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { ...common, test: { ...common.test, name: 'own', include: alone } },
      {
        ...common,
        test: {
          ...common.test,
          name: 'shared',
          include: testFiles,
          exclude: [...common.test.exclude, ...alone],
          isolate: false,
        },
      },
    ],
  },
});
