import { describe, expect, test } from 'vitest';
import { type Manifest, packageFolders, readManifest, readText } from './workspace.js';

const manifests: readonly Manifest[] = [readManifest('.'), ...packageFolders().map(readManifest)];
const ours = new Set(manifests.map((manifest) => manifest.name));

const declared = manifests.flatMap((manifest) =>
  Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  }).map(([name, range]) => ({ by: manifest.name, name, range })),
);
const foreign = declared.filter(({ name }) => !ours.has(name));

test('all packages carry one version and refer to each other by it', () => {
  expect([...new Set(manifests.map((manifest) => manifest.version))]).toHaveLength(1);
  const version = manifests[0]?.version;
  expect(declared.filter(({ name, range }) => ours.has(name) && range !== version)).toEqual([]);
});

test('a dependency has one range in the whole workspace', () => {
  const ranges = new Map<string, Set<string>>();
  for (const { name, range } of foreign) ranges.set(name, new Set([...(ranges.get(name) ?? []), range]));
  expect([...ranges].filter(([, set]) => set.size > 1).map(([name, set]) => `${name}: ${[...set].join(', ')}`)).toEqual([]);
});

describe('decisions/dependencies.md', () => {
  const rows = [...readText('decisions/dependencies.md').matchAll(/^\| `([^`]+)` \| (.+) \| (.+) \|$/gm)].map((row) => ({
    name: row[1] ?? '',
    why: row[3] ?? '',
  }));

  test('argues for every dependency in one line', () => {
    const argued = rows.map(({ name }) => name);
    expect([...new Set(foreign.map(({ name }) => name))].filter((name) => !argued.includes(name))).toEqual([]);
    for (const { name, why } of rows) expect(why.length, name).toBeGreaterThan(20);
  });

  test('argues for nothing that is not there', () => {
    const names = new Set(foreign.map(({ name }) => name));
    expect(rows.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});

test('the catalogue and the client bring nothing of others with them', () => {
  for (const name of ['halopsa-catalogue', 'halopsa']) {
    const manifest = manifests.find((candidate) => candidate.name === name);
    expect(
      Object.keys(manifest?.dependencies ?? {}).filter((dependency) => !ours.has(dependency)),
      name,
    ).toEqual([]);
  }
});
