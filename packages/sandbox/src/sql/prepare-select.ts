import { aggregateOver, isAggregate } from './aggregate.js';
import { createCompiler } from './compile-expression.js';
import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import { prepareFrom, type Sources } from './prepare-from.js';
import type { Column, Frame } from './relation.js';
import {
  capRows,
  distinctRows,
  type OrderedRow,
  type RowCap,
  type SqlRow,
  sortRows,
} from './rows.js';
import { type Aggregate, expressionKey, type Grouping, Scope, sameName } from './scope.js';
import type { SelectContext } from './select-context.js';
import type { SqlSession } from './session.js';
import { SqlError, tooManyColumns } from './sql-error.js';
import type { Expression, OrderItem, Select, SelectItem } from './syntax.js';
import { coerce, keyOf } from './value.js';

/** A select ready to run for a row of the query around it. */
export interface PreparedSelect {
  readonly columns: readonly Column[];
  readonly scope: Scope;
  readonly rows: (outer: Frame, cap?: RowCap) => readonly SqlRow[];
}

interface Output {
  readonly name: string;
  readonly compiled: Compiled;
}

const MOST_COLUMNS = 4096;
/** A wide row counts as several: what its values beyond so many cost, each. */
const USUAL_COLUMNS = 16;
const VALUE_COST = 4;

const EMPTY: Frame = { rows: [], aggregates: [], outer: undefined };

/** Prepares a select: names are looked up and types are settled before the first row is read. */
export function prepareSelect(
  select: Select,
  order: readonly OrderItem[],
  context: SelectContext,
): PreparedSelect {
  const sources = prepareFrom(select.from, context);
  const { scope } = sources;
  const where = select.where && createCompiler(scope).condition(select.where);
  const grouping = groupingOf(select, order, scope);
  const compiler = createCompiler(scope, grouping);
  const outputs = select.items.flatMap((item) => outputsOf(item, compiler));
  if (outputs.length > MOST_COLUMNS) throw tooManyColumns();
  const rowCost = 1 + VALUE_COST * Math.max(0, outputs.length - USUAL_COLUMNS);
  const columns = outputs.map(
    ({ name, compiled }, at): Column => ({
      name,
      type: compiled.type,
      read: (row) => (row as SqlRow)[at] ?? null,
    }),
  );
  const having = select.having && compiler.condition(select.having);
  const keys = order.map(({ expression }) => orderKey(expression, columns, { select, compiler }));
  const groups = grouping && createGroups(select.groupBy, grouping, scope);
  const top = createTop(select, context.session);
  return {
    columns,
    scope,
    rows: (outer, cap) => {
      const found = filtered(sources, where, outer);
      const valuesOf = (frame: Frame): SqlRow => outputs.map(({ compiled }) => compiled.run(frame));
      // Rows that nothing has to be known of as a whole are made one by one, and no more of them than are wanted.
      if (!groups && order.length === 0 && !select.distinct && top.limit !== undefined)
        return produced(found, valuesOf, {
          cap,
          limit: top.limit,
          spend: () => context.session.budget.spend(rowCost),
        });
      const frames = groups
        ? groups([...found], outer).filter((frame) => !having || having.run(frame) === true)
        : [...found];
      context.session.budget.spend(frames.length * rowCost);
      const ordered = frames.map((frame): OrderedRow => {
        const values = valuesOf(frame);
        return {
          values,
          keys: keys.map((key) =>
            typeof key === 'number' ? (values[key] ?? null) : key.run(frame),
          ),
        };
      });
      const rows = sortRows(ordered, order);
      return capRows(top.cut(select.distinct ? distinctRows(rows) : rows), cap);
    },
  };
}

/** Makes rows until as many are kept as are wanted, or as many made as TOP allows. */
function produced(
  frames: Iterable<Frame>,
  valuesOf: (frame: Frame) => SqlRow,
  {
    cap,
    limit,
    spend,
  }: {
    readonly cap: RowCap | undefined;
    readonly limit: number;
    readonly spend: () => void;
  },
): readonly SqlRow[] {
  const rows: SqlRow[] = [];
  const most = cap?.most ?? Number.POSITIVE_INFINITY;
  let made = 0;
  if (limit === 0) return rows;
  for (const frame of frames) {
    made += 1;
    spend();
    const row = valuesOf(frame);
    if (!cap || cap.keeps(row)) rows.push(row);
    if (made >= limit || rows.length >= most) break;
  }
  return rows;
}

function* filtered({ rows }: Sources, where: Compiled | undefined, outer: Frame): Generator<Frame> {
  for (const joined of rows(outer)) {
    const frame: Frame = { rows: joined, aggregates: [], outer };
    if (!where || where.run(frame) === true) yield frame;
  }
}

function groupingOf(
  select: Select,
  order: readonly OrderItem[],
  scope: Scope,
): Grouping | undefined {
  const expressions = select.items.flatMap((item) =>
    item.kind === 'expression' ? [item.expression] : [],
  );
  const grouped =
    select.groupBy.length > 0 ||
    select.having !== undefined ||
    [...expressions, ...order.map((item) => item.expression)].some(holdsAggregate);
  if (!grouped) return undefined;
  const aggregates: Aggregate[] = [];
  return {
    keys: new Set(select.groupBy.map((expression) => expressionKey(expression, scope))),
    aggregates,
  };
}

/** True where an expression holds an aggregate outside its subqueries. */
function holdsAggregate(expression: Expression): boolean {
  if (expression.kind === 'call' && isAggregate(expression.name)) return true;
  return Object.entries(expression).some(([name, value]) => name !== 'query' && holdsIn(value));
}

function holdsIn(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsIn);
  if (typeof value !== 'object' || value === null) return false;
  return 'kind' in value ? holdsAggregate(value as Expression) : Object.values(value).some(holdsIn);
}

function createGroups(
  groupBy: readonly Expression[],
  { aggregates }: Grouping,
  scope: Scope,
): (rows: Frame[], outer: Frame) => Frame[] {
  const keys = groupBy.map((expression) => createCompiler(scope).value(expression));
  return (rows, outer) => {
    const groups = new Map<string, Frame[]>(keys.length === 0 ? [['[]', []]] : []);
    for (const frame of rows) {
      const key = JSON.stringify(keys.map((compiled) => keyOf(compiled.run(frame))));
      const group = groups.get(key);
      if (group) group.push(frame);
      else groups.set(key, [frame]);
    }
    return [...groups.values()].map((group) => ({
      rows: group[0]?.rows ?? [],
      aggregates: aggregates.map((aggregate) => aggregateOver(aggregate, group)),
      outer,
    }));
  };
}

function outputsOf(item: SelectItem, compiler: Compiler): Output[] {
  if (item.kind === 'expression') {
    const { expression, alias } = item;
    const name = alias ?? (expression.kind === 'column' ? expression.name : '');
    return [{ name, compiled: compiler.value(expression) }];
  }
  const { table } = item;
  const sources = compiler.scope.sources.filter(
    ({ alias }) => table === undefined || sameName(alias, table),
  );
  if (sources.length === 0)
    throw new SqlError(
      table === undefined
        ? 'Must specify table to select from.'
        : `The column prefix '${table}' does not match with a table name or alias name used in the query.`,
    );
  return sources.flatMap(({ alias, columns }) =>
    columns.map(({ name }) => ({
      name,
      compiled: compiler.value({ kind: 'column', table: alias, name }),
    })),
  );
}

/** What a row is ordered by: the place of an output, or an expression of its own. */
function orderKey(
  expression: Expression,
  columns: readonly Column[],
  { select, compiler }: { select: Select; compiler: Compiler },
): number | Compiled {
  const position = outputPosition(expression, columns);
  if (position !== undefined) return position;
  if (!select.distinct) return compiler.value(expression);
  const key = expressionKey(expression, compiler.scope);
  const same = select.items.findIndex(
    (item) => item.kind === 'expression' && expressionKey(item.expression, compiler.scope) === key,
  );
  if (same < 0)
    throw new SqlError(
      'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.',
    );
  return same;
}

/** The output that an ORDER BY means by its number or its name; undefined where it means neither. */
export function outputPosition(
  expression: Expression,
  columns: readonly Column[],
): number | undefined {
  if (expression.kind === 'literal' && expression.type === 'int') {
    const position = Number(expression.value) - 1;
    if (columns[position]) return position;
    throw new SqlError(
      `The ORDER BY position number ${position + 1} is out of range of the number of items in the select list.`,
    );
  }
  if (expression.kind !== 'column' || expression.table !== undefined) return undefined;
  const found = columns.findIndex(({ name }) => sameName(name, expression.name));
  return found < 0 ? undefined : found;
}

/** A scope without sources, for values outside any row. */
export function constantScope(session: SqlSession): Scope {
  const refuse = (): never => {
    throw new SqlError('A subquery cannot stand here.');
  };
  return new Scope({ sources: [], session, outer: undefined, subquery: refuse });
}

/** What TOP leaves of a result. */
interface Top {
  readonly cut: (rows: SqlRow[]) => SqlRow[];
  /** How many rows that is; undefined where it depends on how many there are. */
  readonly limit: number | undefined;
}

function createTop({ top }: Select, session: SqlSession): Top {
  if (!top) return { cut: (rows) => rows, limit: Number.POSITIVE_INFINITY };
  const count = Number(
    coerce(createCompiler(constantScope(session)).value(top.count).run(EMPTY), 'float'),
  );
  if (count < 0) throw new SqlError('A TOP N or FETCH rowcount value may not be negative.');
  if (top.percent)
    return {
      cut: (rows) => rows.slice(0, Math.ceil((rows.length * count) / 100)),
      limit: undefined,
    };
  return { cut: (rows) => rows.slice(0, Math.trunc(count)), limit: Math.trunc(count) };
}
