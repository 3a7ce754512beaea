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

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/fixtures/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: { NO_COLOR: '1' },
  },
});
