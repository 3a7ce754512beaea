import { expect, test } from 'vitest';
import { lineOf, packageSources, parseFiles, type SourceFile, type SyntaxNode, walk } from './workspace.js';

/** A flag of the command line, or one of its commands. */
const ofCommandLine = /(?:^|[\s"'`(])--[a-z][a-z-]+|\bhalo (?:[a-z-]+ )*(?:bulk|resources|get|delete|plan)\b/;

const textOf = ({ type, value }: SyntaxNode): string => {
  if (type === 'Literal' && typeof value === 'string') return value;
  return type === 'TemplateElement' ? (value as { readonly raw: string }).raw : '';
};

/** The texts of a file that speak of the command line, with their lines. */
const spoken = ({ path, text, program }: SourceFile): string[] =>
  [...walk(program)].flatMap(([node]) => (ofCommandLine.test(textOf(node)) ? [`${path}:${lineOf(text, node.start)}`] : []));

test('the bulk engine and the sentences of its remedies name no flag and no command: each face does', () => {
  const sources = packageSources().filter(({ path }) => /^packages\/(bulk\/src\/|catalogue\/src\/remed)/.test(path));
  expect(sources.length).toBeGreaterThan(150);
  expect(sources.flatMap(spoken)).toEqual([]);
});

test('a flag and a command are found in a text and in a template', () => {
  const files = parseFiles(['packages/cli/src/bulk/flag-words.ts']);
  const lines = files.flatMap(spoken).length;
  expect(lines).toBeGreaterThan(30);
});
