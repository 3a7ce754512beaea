import { expect, test } from 'vitest';
import { packageSources, parseFiles, type SourceFile, type SyntaxNode } from './workspace.js';

/** State that a module keeps after all, each with its reason. */
const allowed: Readonly<Record<string, string>> = {
  'packages/catalogue/src/lookup.ts decoded':
    'a cache of what is decoded from constant text: the same answer for everybody, whenever it is filled',
  'packages/catalogue/src/names/name-keys.ts byResource':
    'a cache of what follows from constant tables: the same answer for everybody, whenever it is filled',
  'packages/catalogue/src/names/name-keys.ts byOperation':
    'a cache of what follows from constant tables: the same answer for everybody, whenever it is filled',
  'packages/catalogue/src/schemas.ts decoded':
    'a cache of what is decoded from constant text: the same answer for everybody, whenever it is filled',
  'packages/catalogue/src/words.ts decoded':
    'a cache of what is decoded from constant text: the same answer for everybody, whenever it is filled',
  'packages/connector/src/actions/names-of-rows.ts kept':
    'names of short lists that a client read, held weakly and by the client itself, since all answers through it show them',
  'packages/sdk/src/budget/shared-budgets.ts budgets':
    'one budget per tenant for all clients of a process, as the server counts; closed clients leave it',
  'packages/sdk/src/failed-requests.ts requests':
    'the request of each error, held weakly and by the error itself, so that nothing that prints an error prints its request',
  'packages/sdk/src/held-by-client.ts holders':
    'what each client holds, kept weakly and by the client itself, so that nothing that prints a client prints its secrets',
  'packages/sdk/src/load-bodies.ts loaded':
    'a module that is loaded once for everybody: asking the loader anew costs a turn for every call',
  'packages/sdk/src/names/recall-names.ts recalled':
    'names that a client looked up, held weakly and by what the client remembers besides: nothing of it loads before a name is given',
  'packages/sdk/src/write/warnings.ts warnings':
    'what a write has to say of its result, held weakly and by the record itself, so that the record prints as Halo sent it',
};

const collections = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array']);

/** A variable at the top of a module that can change: reassignable, or an empty collection that only makes sense when it is filled. */
function mutableNames({ program }: SourceFile): string[] {
  return (program.body as SyntaxNode[]).flatMap((statement) => {
    const declaration = (statement.declaration as SyntaxNode | null | undefined) ?? statement;
    if (declaration.type !== 'VariableDeclaration' || declaration.declare) return [];
    const declarators = declaration.declarations as { id: { name: string }; init: SyntaxNode | null }[];
    return declarators.filter(({ init }) => declaration.kind !== 'const' || isEmptyCollection(init)).map(({ id }) => id.name);
  });
}

function isEmptyCollection(init: SyntaxNode | null): boolean {
  if (!init) return false;
  if (init.type === 'ArrayExpression') return (init.elements as unknown[]).length === 0;
  if (init.type === 'ObjectExpression') return (init.properties as unknown[]).length === 0;
  const callee = init.callee as { name?: string } | undefined;
  return init.type === 'NewExpression' && collections.has(callee?.name ?? '') && (init.arguments as unknown[]).length === 0;
}

test('no module keeps state', () => {
  const files = packageSources();
  const found = files.flatMap((file) => mutableNames(file).map((name) => `${file.path} ${name}`));
  expect(found.filter((name) => !(name in allowed))).toEqual([]);
  expect(
    Object.keys(allowed).filter((name) => !found.includes(name)),
    'an exception that nothing needs',
  ).toEqual([]);
});

test('state in a module is seen', () => {
  expect(parseFiles(['tests/architecture/fixtures/forbidden-import.ts']).flatMap(mutableNames)).toEqual(['client']);
});
