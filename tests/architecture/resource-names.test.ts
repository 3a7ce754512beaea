import { allResources } from 'halopsa-catalogue';
import { expect, test } from 'vitest';
import { lineOf, packageSources, parseFiles, type SourceFile, type SyntaxNode, walk } from './workspace.js';

/** Places where a resource may be named: facts and data, never shared code. */
const places = [/\/behaviours\//, /\/seed\//, /\/data\//, /^packages\/catalogue\/(compiler|importer)\//];

/** Literals that equal a resource's name and mean something else, each with its reason. */
const allowed: Readonly<Record<string, string>> = {};

const names = new Set(allResources().flatMap(({ attribute, topic, path }) => [attribute, topic, path, path.slice(1)]));

/** Where a literal decides: compared, switched on, or a key to choose by. */
function decides(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (parent?.type === 'BinaryExpression') return ['===', '!==', '==', '!='].includes(String(parent.operator));
  if (parent?.type === 'SwitchCase') return parent.test === node;
  if (parent?.type === 'CallExpression') return ['startsWith', 'endsWith', 'includes', 'has'].includes(calledName(parent));
  return false;
}

const calledName = (call: SyntaxNode): string => (call.callee as { property?: { name?: string } }).property?.name ?? '';

function resourceLiterals(file: SourceFile): string[] {
  return [...walk(file.program)]
    .filter(([node, parent]) => node.type === 'Literal' && names.has(String(node.value)) && decides(node, parent))
    .map(([node]) => `${file.path}:${lineOf(file.text, node.start)} ${node.value}`);
}

test('shared code never branches on a resource', () => {
  const files = packageSources().filter(({ path }) => !places.some((place) => place.test(path)));
  expect(files.length).toBeGreaterThan(10);
  const found = files.flatMap(resourceLiterals);
  expect(found.filter((entry) => !(entry in allowed))).toEqual([]);
  expect(Object.keys(allowed).filter((entry) => !found.includes(entry))).toEqual([]);
});

test('a branch on a resource is seen', () => {
  const files = parseFiles(['tests/architecture/fixtures/branch-on-resource.ts']);
  expect(files.flatMap(resourceLiterals)).toHaveLength(3);
});
