import { expect, test } from 'vitest';
import { lineOf, packageSources, programSources, type SourceFile, type SyntaxNode, testSources, walk } from './workspace.js';

const limits = { fileLines: 350, medianFileLines: 120, testFileLines: 300, functionLines: 60, parameters: 4 };

/** Functions with more parameters, each with its reason. */
const longSignatures: Readonly<Record<string, string>> = {
  'packages/sdk/src/connect.ts': 'the quick start names url, client id, secret, headers and scope in this order',
};

const sources = [...packageSources(), ...programSources()];
const tests = testSources();
const linesOf = (file: SourceFile): number => file.text.trimEnd().split('\n').length;

interface Measured {
  readonly path: string;
  readonly at: string;
  readonly lines: number;
  readonly parameters: number;
}

function functionsOf(file: SourceFile): Measured[] {
  const isFunction = (node: SyntaxNode): boolean =>
    ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
  return [...walk(file.program)]
    .map(([node]) => node)
    .filter(isFunction)
    .map((node) => {
      const first = lineOf(file.text, node.start);
      return {
        path: file.path,
        at: `${file.path}:${first}`,
        lines: lineOf(file.text, node.end) - first + 1,
        parameters: parametersOf(node),
      };
    });
}

function parametersOf(node: SyntaxNode): number {
  const params = node.params as { items?: unknown[] } | unknown[] | undefined;
  return Array.isArray(params) ? params.length : (params?.items?.length ?? 0);
}

test('no source file is too long, and half of them are short', () => {
  const long = sources.filter((file) => linesOf(file) > limits.fileLines);
  expect(long.map((file) => `${file.path}: ${linesOf(file)} lines`)).toEqual([]);
  const sorted = sources.map(linesOf).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(limits.medianFileLines);
});

test('no test file is too long', () => {
  const long = tests.filter((file) => linesOf(file) > limits.testFileLines);
  expect(long.map((file) => `${file.path}: ${linesOf(file)} lines`)).toEqual([]);
});

test('no function is too long or takes too many parameters', () => {
  const functions = sources.flatMap(functionsOf);
  expect(functions.length).toBeGreaterThan(100);
  expect(functions.filter(({ lines }) => lines > limits.functionLines).map(({ at, lines }) => `${at}: ${lines} lines`)).toEqual([]);
  expect(
    functions
      .filter(({ path, parameters }) => parameters > limits.parameters && !(path in longSignatures))
      .map(({ at, parameters }) => `${at}: ${parameters} parameters`),
  ).toEqual([]);
});

test('files are kebab-case and none is an attic', () => {
  const names = [...sources, ...tests].map(({ path }) => path);
  expect(names.filter((path) => !/^[a-z0-9/-]+(\.[a-z-]+)*\.(ts|js)$/.test(path))).toEqual([]);
  expect(names.filter((path) => /\/(utils?|helpers?|common|misc)(\.|\/)/.test(path))).toEqual([]);
});
