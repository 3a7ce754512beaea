import { Failed } from '../failed.js';
import { UsageError } from '../usage-error.js';
import { isList, type Value } from './json-value.js';

type Library = typeof import('@jmespath-community/jmespath');
type Node = ReturnType<Library['compile']>;
type Found = Parameters<Library['search']>[0];

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
    throw new UsageError(
      `--query "${query}" is not a JMESPath expression: ${reasonOf(cause)}. Nothing was sent.`,
      { cause },
    );
  }
}

/** What a JMESPath expression finds in a value; `note` is told of comparisons that no value of it can meet. */
export async function search(
  value: Value,
  query: string,
  note: (line: string) => void = () => undefined,
): Promise<Value> {
  const library = await import('@jmespath-community/jmespath');
  const tallies: Tally[] = [];
  try {
    addFunctions(library);
    const found = library.TreeInterpreter.search(
      withOwn(library.compile(query), tallies) as Node,
      value as Found,
    );
    for (const tally of tallies)
      if (tally.matched === 0 && tally.missed) note(tally.told(tally.missed));
    return found;
  } catch (cause) {
    throw new Failed(
      'cli/output',
      `--query "${query}" does not fit the result: ${reasonOf(cause)}. The result is not shown.`,
      'Correct the expression and run the command again.',
    );
  }
}

/** The two sides of a comparison. */
type Pair = readonly [Value, Value];

/** What came of one comparison over all records. */
interface Tally {
  /** How often both sides were of one type, or one of them was not there. */
  matched: number;
  /** Two values that were compared, and that nothing could be said of. */
  missed: Pair | undefined;
  /** What is said where there was nothing else. */
  readonly told: (missed: Pair) => string;
}

const neverMet = ([a, b]: Pair): string =>
  `--query compares ${inWords(a)} with ${inWords(b)}, which are never equal, so what it shows is not what was asked for. ` +
  "Numbers, true and false stand between backticks (`1`), texts between quotes ('1').";

const noDate = ([a, b]: Pair): string =>
  `--query orders ${inWords(a)} and ${inWords(b)} as texts, and one of them is no date as Halo writes it, so what it shows is not what was asked for. ` +
  "Write dates like '2026-11-29'.";

/** How dates begin in answers; they sort as texts beside each other alone. */
const date = /^\d{4}(?:$|-\d\d(?:$|-\d\d))/;

function inWords(value: Value): string {
  const text = JSON.stringify(value) ?? String(value);
  const kind = Array.isArray(value)
    ? 'a list'
    : typeof value === 'string'
      ? 'the text'
      : typeof value === 'object'
        ? 'an object'
        : 'the';
  const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'value' : '';
  return [kind, type, typeof value === 'object' ? '' : text.slice(0, 60)].filter(Boolean).join(' ');
}

/** The fields of the rows themselves by which an expression filters them. */
export async function filteredFields(query: string): Promise<readonly string[]> {
  const { compile } = await import('@jmespath-community/jmespath');
  const names = new Set<string>();
  const root = compile(query) as unknown as Ast;
  for (let node: Ast | undefined = root; node; node = node.left) {
    if (node.type === 'FilterProjection' && node.left?.type === 'Identity')
      collectFields(node.condition, names);
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
    if (node.name !== undefined) names.add(node.name);
    return;
  }
  // Of a path only its first step is a field of the row.
  const parts = /Subexpression|Projection|IndexExpression|Pipe/.test(node.type)
    ? [node.left]
    : [node.left, node.right, node.child];
  for (const part of [...parts, ...(node.children ?? [])]) collectFields(part, names);
}

const reasonOf = (cause: unknown): string => (cause as Error).message.replace(/\.$/, '');
const tallied = (name: string): string => `tallied_${name.toLowerCase()}`;
const functionOf = (name: string): string => `order_${name.toLowerCase()}`;

/**
 * JMESPath orders numbers alone, and a comparison of texts is null: a filter for `fixbydate < '2026-12-01'` would find nothing and say
 * nothing. So comparisons go to functions of ours, which order texts as well; dates in answers sort as texts.
 */
function addFunctions({ registerFunction, isRegistered, TYPE_ANY }: Library): void {
  const any = { types: [TYPE_ANY] };
  for (const [name, note] of Object.entries(equalities)) {
    if (isRegistered(tallied(name))) continue;
    const pass = ([a, b, found, tally]: Found[]): Found => {
      note(tally as unknown as Tally, a, b);
      return found as Found;
    };
    registerFunction(tallied(name), pass as never, [any, any, any, any]);
  }
  for (const [name, fits] of Object.entries(orders)) {
    if (isRegistered(functionOf(name))) continue;
    const order = ([a, b, tally]: Found[]): boolean | null => {
      tallyDates(tally as unknown as Tally, a, b);
      return compared(a, b, fits);
    };
    registerFunction(functionOf(name), order as never, [any, any, any]);
  }
}

function compared(a: Value, b: Value, fits: (order: number) => boolean): boolean | null {
  // What a record does not have is neither before nor after anything.
  if (a === null || b === null || a === undefined || b === undefined) return null;
  if (typeof a === 'number' && typeof b === 'number') return fits(a - b);
  if (typeof a === 'string' && typeof b === 'string') return fits(a < b ? -1 : a > b ? 1 : 0);
  throw new Error(
    `${typeof a} and ${typeof b} have no order; compare numbers with numbers and texts with texts (to_number, to_string)`,
  );
}

/** Notes whether two values could have been equal; what is not there says nothing. */
function tallyUp(tally: Tally, a: Value, b: Value): void {
  const isMissing = (value: Value): boolean => value === null || value === undefined;
  if (isMissing(a) || isMissing(b)) return;
  if (typeof a === typeof b && Array.isArray(a) === Array.isArray(b)) tally.matched += 1;
  else tally.missed ??= [a, b];
}

/** Notes whether two texts are both dates, or both none. */
function tallyDates(tally: Tally, a: Value, b: Value): void {
  if (typeof a !== 'string' || typeof b !== 'string' || a === '' || b === '') return;
  if (date.test(a) === date.test(b)) tally.matched += 1;
  else tally.missed ??= [a, b];
}

/** The same for what is looked for in a list, or in a text. */
function tallyMember(tally: Tally, list: Value, wanted: Value): void {
  for (const one of isList(list) ? list : [list]) tallyUp(tally, one, wanted);
}

/** What looks for equal values, by the names of comparators and functions. */
const equalities: Readonly<Record<string, (tally: Tally, a: Value, b: Value) => void>> = {
  EQ: tallyUp,
  NE: tallyUp,
  contains: tallyMember,
};

/** The expression with each comparison as a call: of order to ours, of equality to one that tallies what the library's own finds. */
function withOwn(node: unknown, tallies: Tally[]): unknown {
  if (Array.isArray(node)) return node.map((part) => withOwn(part, tallies));
  if (typeof node !== 'object' || node === null) return node;
  const { type, name = '', value } = node as { type?: string; name?: string; value?: unknown };
  if (type === 'Literal') return { ...node, value };
  const parts = Object.fromEntries(
    Object.entries(node).map(([key, part]) => [key, withOwn(part, tallies)]),
  );
  const [a, b] = operandsOf(type, parts);
  if (b === undefined) return parts;
  // The library finds nothing there where the values are texts.
  if (type === 'Function' && /^(?:max|min)_by$/.test(name)) return endOf(name, [a, b]);
  const isOrder = type === 'Comparator' && Object.hasOwn(orders, name);
  if (!isOrder && !Object.hasOwn(equalities, name)) return parts;
  const tally: Tally = { matched: 0, missed: undefined, told: isOrder ? noDate : neverMet };
  tallies.push(tally);
  if (isOrder)
    return {
      type: 'Function',
      name: functionOf(name),
      children: [a, b, { type: 'Literal', value: tally }],
    };
  return {
    type: 'Function',
    name: tallied(name),
    children: [a, b, parts, { type: 'Literal', value: tally }],
  };
}

/** What a comparison or a call is made of. */
function operandsOf(
  type: string | undefined,
  parts: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  if (type === 'Comparator') return [parts.left, parts.right];
  return type === 'Function' ? (parts.children as unknown[]) : [];
}

/** The greatest or the smallest of a list, as one end of the sorted list. */
const endOf = (name: string, children: readonly unknown[]): unknown => ({
  type: 'IndexExpression',
  left: { type: 'Function', name: 'sort_by', children },
  right: { type: 'Index', value: name === 'max_by' ? -1 : 0 },
});
