/** A column of the result: a field as it is, or a count or sum over a group. */
export interface SelectColumn {
  readonly kind: 'all' | 'field' | 'count' | 'sum' | 'constant';
  readonly field: string;
  readonly name: string;
  /** What a constant is. */
  readonly value?: string | number | null;
}

/** A test of one field against one value. */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly value: string | number | null;
}

/** The parts of a SELECT of one table. */
export interface Select {
  readonly top: number | undefined;
  readonly columns: readonly SelectColumn[];
  readonly table: string | undefined;
  readonly conditions: readonly Condition[];
  readonly groupBy: readonly string[];
  readonly orderBy: { readonly field: string; readonly descending: boolean } | undefined;
}

/** What the database says of a statement that it cannot run. */
export class SqlError extends Error {}

const shape =
  /^select\s+(?:top\s*\(?\s*(?<top>\d+)\s*\)?\s+)?(?<columns>.+?)(?:\s+from\s+(?<table>\[?\w+\]?)(?:\s+where\s+(?<where>.+?))?(?:\s+group\s+by\s+(?<group>.+?))?(?:\s+order\s+by\s+(?<order>.+?))?)?$/is;

/** Reads a SELECT of one table: TOP, columns, COUNT and SUM, WHERE joined by AND, GROUP BY, and ORDER BY one column. */
export function parseSelect(sql: string): Select {
  // Texts stand aside while the statement is read, since they may hold anything.
  const texts: string[] = [];
  const text = sql.trim().replace(/'(?:[^']|'')*'/g, (found) => `'${texts.push(found) - 1}'`);
  const value = (literal: string): string | number | null => readLiteral(literal, texts);
  if (/--|\/\*/.test(text)) throw new SqlError("Incorrect syntax near '--'.");
  if (text.includes(';')) throw new SqlError("Incorrect syntax near ';'.");
  const parts = shape.exec(text)?.groups;
  if (!parts) throw new SqlError(`Incorrect syntax near '${text.split(/\s+/)[0] ?? ''}'.`);
  if (parts.order && !parts.top) {
    throw new SqlError('The ORDER BY clause is invalid in derived tables unless TOP, OFFSET or FOR XML is also specified.');
  }
  return {
    top: parts.top === undefined ? undefined : Number(parts.top),
    columns: splitList(parts.columns!).map((column) => readColumn(column, value)),
    table: parts.table && bare(parts.table),
    conditions: parts.where ? parts.where.split(/\s+and\s+/i).map((condition) => readCondition(condition, value)) : [],
    groupBy: parts.group ? splitList(parts.group).map(bare) : [],
    orderBy: parts.order
      ? { field: bare(parts.order.replace(/\s+(asc|desc)$/i, '')), descending: /\sdesc$/i.test(parts.order) }
      : undefined,
  };
}

type ReadValue = (literal: string) => string | number | null;

function readColumn(text: string, value: ReadValue): SelectColumn {
  const [, body = '', alias] = /^(.+?)(?:\s+as\s+(\[[^\]]+\]|\w+))?$/is.exec(text.trim()) ?? [];
  const name = alias && bare(alias);
  const call = /^(count|sum)\s*\(\s*(\*|\[?\w+\]?)\s*\)$/i.exec(body);
  if (call) return { kind: call[1]!.toLowerCase() as 'count' | 'sum', field: bare(call[2]!), name: name ?? call[1]!.toLowerCase() };
  if (body === '*') return { kind: 'all', field: '*', name: '*' };
  if (/^(\d+|'.*')$/.test(body)) return { kind: 'constant', field: '', name: name ?? '', value: value(body) };
  if (!/^\[?\w+\]?$/.test(body)) throw new SqlError(`Incorrect syntax near '${body}'.`);
  return { kind: 'field', field: bare(body), name: name ?? bare(body) };
}

function readCondition(text: string, value: ReadValue): Condition {
  const parts = /^(\[?\w+\]?)\s*(=|<>|!=|>=|<=|>|<|like|is\s+not|is)\s*('(?:[^']|'')*'|-?\d+(?:\.\d+)?|null)$/i.exec(text.trim());
  if (!parts) throw new SqlError(`Incorrect syntax near '${text.trim().slice(0, 30)}'.`);
  return { field: bare(parts[1]!), operator: parts[2]!.toLowerCase().replace(/\s+/g, ' '), value: value(parts[3]!) };
}

/** A literal as the value it stands for; texts are numbers of those that stand aside. */
function readLiteral(literal: string, texts: readonly string[]): string | number | null {
  if (/^null$/i.test(literal)) return null;
  if (!literal.startsWith("'")) return Number(literal);
  return texts[Number(literal.slice(1, -1))]!.slice(1, -1).replaceAll("''", "'");
}

const splitList = (text: string): string[] => text.split(/,(?![^(]*\))/).map((part) => part.trim());
const bare = (name: string): string => name.trim().replace(/^\[|\]$/g, '');
