import { expect, test } from 'vitest';
import { keyedTables, resourceWords } from './keyed-tables.js';
import { lineOf, packageSources, parseFiles, type SourceFile, type SyntaxNode, walk } from './workspace.js';

/** Branches on a resource, each with its reason: `path literal`. */
const branches: Readonly<Record<string, string>> = {
  'packages/catalogue/compiler/repairs/mark-fields.ts Control': 'a repair of one schema of the contract, named and counted',
  'packages/sandbox/src/seed/documents.ts salesOrders': 'records that are made up, which differ by their resource',
};

/** Tables with keys that are names of resources or fields, and that say nothing of Halo. */
const ours: Readonly<Record<string, string>> = {
  'packages/cli/src/data/examples.ts examples': 'lines of the command line by its verbs',
  'packages/cli/src/shared-options.ts settingOptions': 'settings of an application: its client_id and its client_secret',
  'packages/connector/src/insightconnect/export.ts connection': 'settings of an application',
  'packages/connector/src/swimlane/asset.ts shared': 'settings of an application',
  'packages/sandbox/src/auth/token-endpoint.ts GRANTS': 'grants of OAuth',
  'packages/connector/src/mcp/resources.ts kinds': 'words of our own addresses',
  'packages/connector/src/mcp/tools/list-config.ts kinds': 'words of our own tool',
  'packages/sandbox/src/engine/route.ts ANONYMOUS': 'handlers by the operation that they answer',
  'packages/sandbox/src/seed/seeder.ts RULES': 'what makes up the records of a resource',
  'packages/sandbox/src/seed/size.ts COUNTS': 'how many records are made up',
  'packages/sdk/src/methods/table.ts ofRecords': 'methods by the resource that has them',
  'packages/sdk/src/methods/table.ts ofResources': 'methods by the resource that has them',
};

/** Where a literal decides: compared, switched on, or a key to choose by. */
function decides(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (parent?.type === 'BinaryExpression') return ['===', '!==', '==', '!='].includes(String(parent.operator));
  if (parent?.type === 'SwitchCase') return parent.test === node;
  if (parent?.type === 'CallExpression') return ['startsWith', 'endsWith', 'includes', 'has'].includes(calledName(parent));
  return false;
}

const calledName = (call: SyntaxNode): string => (call.callee as { property?: { name?: string } }).property?.name ?? '';

function resourceLiterals(file: SourceFile): { place: string; entry: string }[] {
  return [...walk(file.program)]
    .filter(([node, parent]) => node.type === 'Literal' && resourceWords.has(String(node.value)) && decides(node, parent))
    .map(([node]) => ({ place: `${file.path}:${lineOf(file.text, node.start)} ${node.value}`, entry: `${file.path} ${node.value}` }));
}

test('code never branches on a resource', () => {
  const files = packageSources();
  expect(files.length).toBeGreaterThan(10);
  const found = files.flatMap(resourceLiterals);
  expect(found.filter(({ entry }) => !(entry in branches)).map(({ place }) => place)).toEqual([]);
  expect(Object.keys(branches).filter((one) => !found.some(({ entry }) => entry === one))).toEqual([]);
});

test('no table outside the catalogue is keyed by names of resources or fields', () => {
  const found = packageSources().flatMap(keyedTables);
  expect(found.filter((table) => !(table in ours))).toEqual([]);
  expect(
    Object.keys(ours).filter((table) => !found.includes(table)),
    'an exception that nothing needs',
  ).toEqual([]);
});

test('a branch on a resource is seen', () => {
  const files = parseFiles(['tests/architecture/fixtures/branch-on-resource.ts']);
  expect(files.flatMap(resourceLiterals)).toHaveLength(3);
});

test('a table keyed by names is seen, however it is written', () => {
  const [file] = parseFiles(['tests/architecture/fixtures/keyed-tables.ts']);
  const found = keyedTables(file!).map((table) => table.split(' ')[1]);
  expect(found).toEqual(['byResource', 'byTopic', 'byField', 'byOperation', 'byVerb', 'pairs', 'frozen', 'within']);
});
