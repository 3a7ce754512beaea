import { expect, test } from 'vitest';
import { packageFolders, readManifest, readText } from './workspace.js';

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      { version?: string; resolved?: string; optionalDependencies?: Record<string, string>; dependencies?: Record<string, string> }
    >
  >;
}

const lock = JSON.parse(readText('package-lock.json')) as Lock;

test('the lock file holds the packages of every platform, as npm ci demands (else: npm run complete-lockfile)', () => {
  const missing = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies).filter((name) => !(`node_modules/${name}` in lock.packages)),
  );
  expect(missing).toEqual([]);
});

test('the lock file agrees with every manifest', () => {
  for (const folder of ['', ...packageFolders()]) {
    const manifest = readManifest(folder || '.');
    expect(lock.packages[folder]?.version, folder).toBe(manifest.version);
    expect(lock.packages[folder]?.dependencies ?? {}, folder).toEqual(manifest.dependencies ?? {});
  }
});

test('the lock file names no registry', () => {
  const resolved = Object.values(lock.packages).flatMap((entry) => entry.resolved ?? []);
  expect(resolved.filter((place) => /^https?:/.test(place))).toEqual([]);
});
