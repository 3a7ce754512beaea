import { describe, expect, test } from 'vitest';
import { filesMatching, lineOf, packageSources, programSources, readText, type SourceFile, testSources, walk } from './workspace.js';

const sources = [...packageSources(), ...programSources()];
const tests = testSources();
const everything = [...sources, ...tests];

/** This rule's own words would trip it. */
const self = 'tests/architecture/habits.test.ts';

function nodesOf(file: SourceFile, type: string): string[] {
  return [...walk(file.program)].filter(([node]) => node.type === type).map(([node]) => `${file.path}:${lineOf(file.text, node.start)}`);
}

describe('code', () => {
  test('says any nowhere', () => {
    expect(everything.flatMap((file) => nodesOf(file, 'TSAnyKeyword'))).toEqual([]);
  });

  test('silences the compiler nowhere', () => {
    // Only a file that is compiled and never run may expect an error, to prove that the types refuse it.
    const silencing = everything.filter(
      ({ path, comments }) => !path.endsWith('.test-d.ts') && comments.some(({ value }) => /@ts-(ignore|expect-error|nocheck)/.test(value)),
    );
    expect(silencing.map(({ path }) => path)).toEqual([]);
  });

  test('leaves nothing for later', () => {
    const open = everything.filter(
      ({ path, comments }) => path !== self && comments.some(({ value }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(value)),
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test('ends the process only where a program starts', () => {
    const ending = sources.filter(
      ({ path, text }) => /\bprocess\.exit\(/.test(text) && !/^(packages\/cli\/src\/main\.ts|examples\/|scripts\/|bench\/)/.test(path),
    );
    expect(ending.map(({ path }) => path)).toEqual([]);
  });
});

describe('tests', () => {
  test('are all run: none is skipped, focused or left to do', () => {
    const held = tests.filter(
      ({ path, text }) => path !== self && /\b(test|it|describe)\.(skip|only|todo|fails)\b|\b(xit|xdescribe|fit)\(/.test(text),
    );
    expect(held.map(({ path }) => path)).toEqual([]);
  });

  test('expect something', () => {
    const files = tests.filter(({ path }) => path.endsWith('.test.ts'));
    expect(files.filter(({ text }) => !/\bexpect\b|\bassert\b|fc\.assert/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

test('no file names a machine, its folders or its registry', () => {
  const files = filesMatching(
    /^[^/]+\.(md|json|ts)$/,
    /^(decisions|docs|examples|bench|scripts|tests|packages)\/.*\.(md|ts|js|json|yaml)$/,
  );
  const naming = files.filter(
    (path) => path !== self && /(^|[\s"'`(=])\/(work|tmp|root|home\/\w+)\/|registry\.npmjs|verdaccio|artifactory/m.test(readText(path)),
  );
  expect(naming).toEqual([]);
});
