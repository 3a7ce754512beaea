import { Failed } from '../failed.js';
import { UsageError } from '../usage-error.js';

type Library = typeof import('@jmespath-community/jmespath');
type Node = ReturnType<Library['compile']>;
type Value = Parameters<Library['search']>[0];

/** Orders by the names that the parser gives the comparators. */
const orders: Readonly<Record<string, (order: number) => boolean>> = {
  LT: (order) => order < 0,
  LTE: (order) => order <= 0,
  GT: (order) => order > 0,
  GTE: (order) => order >= 0,
};

/** Refuses an expression that is none, before anything is sent. */
export async function checkQuery(query: string): Promise<void> {
  const { compile } = await import('@jmespath-community/jmespath');
  try {
    compile(query);
  } catch (cause) {
    throw new UsageError(`--query "${query}" is not a JMESPath expression: ${reasonOf(cause)}. Nothing was sent.`, { cause });
  }
}

/** What a JMESPath expression finds in a value. */
export async function search(value: unknown, query: string): Promise<unknown> {
  const library = await import('@jmespath-community/jmespath');
  try {
    orderTexts(library);
    return library.TreeInterpreter.search(withOrders(library.compile(query)) as Node, value as Value);
  } catch (cause) {
    throw new Failed(
      'cli/output',
      `--query "${query}" does not fit the result: ${reasonOf(cause)}. The result is not shown.`,
      'What the command changed is changed: "halo writes" shows it. Do not repeat a write for its output.',
    );
  }
}

/** The fields of the rows themselves by which an expression filters them. */
export async function filteredFields(query: string): Promise<readonly string[]> {
  const { compile } = await import('@jmespath-community/jmespath');
  const names = new Set<string>();
  const root = compile(query) as unknown as Ast;
  for (let node: Ast | undefined = root; node; node = node.left) {
    if (node.type === 'FilterProjection' && node.left?.type === 'Identity') collectFields(node.condition, names);
  }
  return [...names];
}

interface Ast {
  readonly type: string;
  readonly name?: string;
  readonly left?: Ast;
  readonly right?: Ast;
  readonly child?: Ast;
  readonly children?: readonly Ast[];
  readonly condition?: Ast;
}

function collectFields(node: Ast | undefined, names: Set<string>): void {
  if (!node) return;
  if (/^Field$/.test(node.type)) {
    names.add(node.name!);
    return;
  }
  // Of a path only its first step is a field of the row.
  const parts = /Subexpression|Projection|IndexExpression|Pipe/.test(node.type) ? [node.left] : [node.left, node.right, node.child];
  for (const part of [...parts, ...(node.children ?? [])]) collectFields(part, names);
}

const reasonOf = (cause: unknown): string => (cause as Error).message.replace(/\.$/, '');
const functionOf = (name: string): string => `order_${name.toLowerCase()}`;

/**
 * JMESPath orders numbers alone, and a comparison of texts is null: a filter for `fixbydate < '2026-12-01'` would find nothing and say
 * nothing. So comparisons go to functions of ours, which order texts as well; dates in answers sort as texts.
 */
function orderTexts({ registerFunction, isRegistered, TYPE_ANY }: Library): void {
  for (const [name, fits] of Object.entries(orders)) {
    if (isRegistered(functionOf(name))) continue;
    registerFunction(functionOf(name), ([a, b]) => compared(a, b, fits), [{ types: [TYPE_ANY] }, { types: [TYPE_ANY] }]);
  }
}

function compared(a: unknown, b: unknown, fits: (order: number) => boolean): boolean | null {
  // What a record does not have is neither before nor after anything.
  if (a === null || b === null || a === undefined || b === undefined) return null;
  if (typeof a === 'number' && typeof b === 'number') return fits(a - b);
  if (typeof a === 'string' && typeof b === 'string') return fits(a < b ? -1 : a > b ? 1 : 0);
  throw new Error(`${typeof a} and ${typeof b} have no order; compare numbers with numbers and texts with texts (to_number, to_string)`);
}

/** The expression with each comparison of order as a call. */
function withOrders(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withOrders);
  if (typeof node !== 'object' || node === null) return node;
  const { type, name, value } = node as { type?: string; name?: string; value?: unknown };
  if (type === 'Literal') return { ...node, value };
  const parts = Object.fromEntries(Object.entries(node).map(([key, part]) => [key, withOrders(part)]));
  if (type !== 'Comparator' || !(name! in orders)) return parts;
  return { type: 'Function', name: functionOf(name!), children: [parts.left, parts.right] };
}
