import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { filesMatching, packageFolders, parseFiles, readManifest, readText } from './workspace.js';

/** What each package may import, after the table in ARCHITECTURE.md. Packages of layer 2 never import each other. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'halopsa-ground': [],
  'halopsa-catalogue': [],
  halopsa: ['halopsa-ground', 'halopsa-catalogue'],
  'halopsa-sandbox': ['halopsa-ground', 'halopsa-catalogue'],
  'halopsa-bulk': ['halopsa-ground', 'halopsa-catalogue', 'halopsa'],
  'halopsa-connector': ['halopsa-ground', 'halopsa-catalogue', 'halopsa'],
  'halopsa-mirror': ['halopsa-ground', 'halopsa-catalogue', 'halopsa'],
  'halopsa-cli': [
    'halopsa-ground',
    'halopsa-catalogue',
    'halopsa',
    'halopsa-sandbox',
    'halopsa-bulk',
    'halopsa-connector',
    'halopsa-mirror',
  ],
  'halopsa-testkit': ['halopsa-catalogue', 'halopsa', 'halopsa-sandbox'],
};

/** In no registry: joined into the packages that use it, so that it is a dependency of their development alone. */
const joined = 'halopsa-ground';

/** Packages whose sources run anywhere, and the files that may lean on Node. */
const webOnly: Readonly<Record<string, RegExp>> = {
  'packages/ground': /^packages\/ground\/src\/node(\.ts$|\/)/,
  'packages/catalogue': /^$/,
  'packages/sdk': /^packages\/sdk\/src\/node(\.ts$|\/)/,
};

const folders = packageFolders();
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const isOurs = (specifier: string): boolean => packageName(specifier) in mayImport;

describe.each(folders)('%s', (folder) => {
  const manifest = readManifest(folder);
  const files = parseFiles(filesMatching(new RegExp(`^${folder}/src/.*\\.ts$`)));

  test('has a place in the layers', () => {
    expect(Object.keys(mayImport)).toContain(manifest.name);
  });

  test('imports only the packages below it', () => {
    const forbidden = files.flatMap(({ path, imports }) =>
      imports.filter((name) => isOurs(name) && !mayImport[manifest.name]?.includes(packageName(name))).map((name) => `${path}: ${name}`),
    );
    expect(forbidden).toEqual([]);
  });

  test('names in its manifest exactly the packages that it imports', () => {
    const outside = files.flatMap(({ imports }) => imports).filter((name) => !/^(\.|node:)/.test(name));
    const used = new Set(outside.map(packageName).filter((name) => name !== manifest.name && name !== joined));
    expect(outside.map(packageName).includes(joined) && !(joined in (manifest.devDependencies ?? {}))).toBe(false);
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies });
    expect([...used].filter((name) => !declared.includes(name)).sort()).toEqual([]);
    expect(declared).not.toContain(joined);
  });

  test('refers in its tsconfig only to the packages below it', () => {
    const path = `${folder}/tsconfig.json`;
    if (!filesMatching(new RegExp(`^${path}$`)).length) return expect(manifest.private).toBe(true);
    const { references = [] } = JSON.parse(readText(path)) as { references?: { path: string }[] };
    const names = references.map((reference) => readManifest(join(folder, reference.path)).name);
    expect(names.filter((name) => !mayImport[manifest.name]?.includes(name))).toEqual([]);
  });

  test('reaches into no other folder, and relative imports end in .js', () => {
    const relative = files.flatMap(({ path, imports }) => imports.filter((name) => name.startsWith('.')).map((name) => ({ path, name })));
    expect(relative.filter(({ name }) => !name.endsWith('.js'))).toEqual([]);
    expect(relative.filter(({ path, name }) => !join(dirname(path), name).startsWith(`${folder}/src/`))).toEqual([]);
  });

  test('uses web standards only, where it must run anywhere', () => {
    const allowed = webOnly[folder];
    const leaning = files.flatMap(({ path, imports }) =>
      imports.filter((name) => name.startsWith('node:')).map((name) => `${path}: ${name}`),
    );
    expect(allowed ? leaning.filter((line) => !allowed.test(line.slice(0, line.indexOf(':')))) : []).toEqual([]);
  });
});

test('sources of packages import no test material', () => {
  const files = parseFiles(filesMatching(/^packages\/(?!testkit\/)[^/]+\/src\/.*\.ts$/));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter(({ imports }) => imports.some((name) => packageName(name) === 'halopsa-testkit')).map(({ path }) => path)).toEqual(
    [],
  );
});

test('a rule that is broken is seen', () => {
  const [file] = parseFiles(['tests/architecture/fixtures/forbidden-import.ts']);
  expect(file?.imports).toEqual(['halopsa', 'halopsa-sandbox', './elsewhere.js', 'node:fs']);
});
