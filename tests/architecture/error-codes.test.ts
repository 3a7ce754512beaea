import { errorHelp } from 'halopsa-catalogue/errors';
import { expect, test } from 'vitest';
import { renderGuide } from '../../scripts/error-guide.js';
import { lineOf, packageSources, parseFiles, readText, type SourceFile, walk } from './workspace.js';

/** The table itself. */
const table = /^packages\/catalogue\/src\/(errors|error-codes)\.ts$/;

const isCode = (value: unknown): value is string =>
  typeof value === 'string' && /^(halo|cli|connector|bulk|sandbox|ground|mcp)\/[a-z-]+$/.test(value);

/** Every code that a file names, with its place. */
const codesIn = (file: SourceFile): (readonly [code: string, place: string])[] =>
  [...walk(file.program)].flatMap(([{ type, value, start }]) =>
    type === 'Literal' && isCode(value) ? [[value, `${file.path}:${lineOf(file.text, start)}`] as const] : [],
  );

const sources = packageSources().filter(({ path }) => !table.test(path));
const used = sources.flatMap(codesIn);

test('every code that the packages name stands in the table of errors', () => {
  expect(used.filter(([code]) => !Object.hasOwn(errorHelp, code))).toEqual([]);
});

test('every code of the table is thrown somewhere', () => {
  const thrown = new Set(used.map(([code]) => code));
  expect(Object.keys(errorHelp).filter((code) => !thrown.has(code))).toEqual([]);
});

test('a code that is not in the table is found', () => {
  const [file] = parseFiles(['tests/architecture/fixtures/error-code.ts']);
  expect(codesIn(file!).map(([code]) => code)).toEqual(['halo/made-up']);
});

test('the guide to errors is made from the table: npm run errors', () => {
  const guide = readText('docs/guides/errors.md');
  expect(guide).toBe(renderGuide(guide));
  expect(guide).toContain('`halo/report`');
  expect(guide).toContain('`connector/deadline`');
});
