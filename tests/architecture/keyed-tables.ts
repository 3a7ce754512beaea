import { allOperations, allResources } from 'halopsa-catalogue';
import { findSchema, schemaNames } from 'halopsa-catalogue/schemas';
import type { SourceFile, SyntaxNode } from './workspace.js';

/** What resources are called on every face. */
export const resourceWords: ReadonlySet<string> = new Set(
  allResources().flatMap(({ attribute, topic, path }) => [attribute, topic, path, path.slice(1)]),
);

const operationIds: ReadonlySet<string> = new Set(allOperations().map(({ id }) => id));

/** Fields and filters whose names are Halo's alone; `name`, `status` and their like are words of everybody. */
const wireNames: ReadonlySet<string> = new Set(
  [
    ...schemaNames.flatMap((name) => [...findSchema(name)!.fields.keys()]),
    ...allOperations().flatMap(({ query }) => Object.keys(query)),
  ].filter((name) => name.includes('_')),
);

/** The first word of a key: `client_id:int` and `tickets list` are about `client_id` and `tickets`. */
const firstWord = (key: string): string => key.split(/[: ]/)[0]!;

const isName = (key: string): boolean => {
  const word = firstWord(key);
  return resourceWords.has(word) || operationIds.has(word) || wireNames.has(word);
};

/** The value of a declaration without what only types or wraps it: `x as T`, `Object.freeze(x)`, `new Map(x)`. */
function bare(node: SyntaxNode | null | undefined): SyntaxNode | undefined {
  if (!node) return undefined;
  if (['TSAsExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression'].includes(node.type))
    return bare(node.expression as SyntaxNode);
  if (['NewExpression', 'CallExpression'].includes(node.type)) return bare((node.arguments as SyntaxNode[])[0]);
  return node;
}

/** The keys of an object or of a list of pairs, each with its value. */
function entriesOf(node: SyntaxNode): [key: string, value: SyntaxNode | undefined][] {
  if (node.type === 'ObjectExpression')
    return (node.properties as SyntaxNode[]).map(({ key, value, computed }) => {
      const { name, value: text } = (key ?? {}) as { name?: string; value?: unknown };
      return [computed ? '' : String(name ?? text ?? ''), bare(value as SyntaxNode | undefined)];
    });
  if (node.type !== 'ArrayExpression') return [];
  return (node.elements as (SyntaxNode | null)[]).map((element) => {
    const [key, value] = element?.type === 'ArrayExpression' ? (element.elements as SyntaxNode[]) : [];
    return [key?.type === 'Literal' ? String(key.value) : '', value];
  });
}

/** Whether a value, or what stands in it one level below, has two keys that are names of resources, operations or fields. */
function isKeyed(node: SyntaxNode | undefined, depth = 0): boolean {
  if (!node) return false;
  const entries = entriesOf(node);
  if (entries.filter(([key]) => isName(key)).length >= 2) return true;
  return depth === 0 && node.type === 'ObjectExpression' && entries.some(([, value]) => isKeyed(value, 1));
}

/** The tables of a module that are keyed by names of resources or fields: `path name`. */
export function keyedTables({ path, program }: SourceFile): string[] {
  return (program.body as SyntaxNode[]).flatMap((statement) => {
    const declaration = (statement.declaration as SyntaxNode | null | undefined) ?? statement;
    if (declaration.type !== 'VariableDeclaration') return [];
    const declarators = declaration.declarations as { id: { name: string }; init: SyntaxNode | null }[];
    return declarators.filter(({ init }) => isKeyed(bare(init))).map(({ id }) => `${path} ${id.name}`);
  });
}
