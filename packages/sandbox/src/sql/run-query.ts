import { createCompiler } from './compile-expression.js';
import { parseQuery } from './parse-query.js';
import {
  constantScope,
  outputPosition,
  type PreparedSelect,
  prepareSelect,
} from './prepare-select.js';
import { type Column, type Frame, NO_FRAME } from './relation.js';
import { capRows, distinctRows, type RowCap, type SqlRow, sortRows } from './rows.js';
import type { Scope, Subquery } from './scope.js';
import type { SelectContext } from './select-context.js';
import type { SqlSession } from './session.js';
import { SqlError } from './sql-error.js';
import type { Query } from './syntax.js';
import { coerce, joinedType } from './value.js';

/** The columns and rows of a statement; a row's values are in the order of the columns. */
export interface SqlResult {
  readonly columns: readonly Column[];
  readonly rows: readonly SqlRow[];
}

/**
 * Runs one SELECT as a report does, inside a derived table; throws an SqlError where the database would refuse it.
 * A cap is made from the columns once they are known, and spares what it leaves out.
 */
export function runQuery(
  sql: string,
  session: SqlSession,
  capOf?: (columns: readonly Column[]) => RowCap,
): SqlResult {
  const query = parseQuery(sql);
  demandTop(query);
  const { columns, rows } = prepareQuery(query, session, undefined);
  demandNames(columns);
  return { columns, rows: rows(NO_FRAME, capOf?.(columns)) };
}

/** A derived table is ordered only where the order decides which rows it has. */
function demandTop({ order, first, offset }: Query): void {
  if (order.length > 0 && !first.top && !offset)
    throw new SqlError(
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
    );
}

function demandNames(columns: readonly Column[]): void {
  const names = new Set<string>();
  for (const [at, { name }] of columns.entries()) {
    if (name === '')
      throw new SqlError(
        `No column name was specified for column ${at + 1} of the report. Give it one with AS.`,
      );
    if (names.has(name.toLowerCase()))
      throw new SqlError(`The column '${name}' was specified multiple times for the report.`);
    names.add(name.toLowerCase());
  }
}

interface PreparedQuery extends Subquery {
  readonly rows: (frame: Frame, cap?: RowCap) => readonly SqlRow[];
  /** True where no row of a query around is needed. */
  readonly independent: boolean;
}

function prepareQuery(query: Query, session: SqlSession, outer: Scope | undefined): PreparedQuery {
  const context: SelectContext = {
    session,
    outer,
    subquery: (inner, scope) => {
      demandTop(inner);
      const prepared = prepareQuery(inner, session, scope);
      return prepared.independent ? once(prepared) : prepared;
    },
    derived: (inner) => {
      demandTop(inner);
      const prepared = prepareQuery(inner, session, undefined);
      demandNames(prepared.columns);
      return once(prepared);
    },
  };
  const cut = createCut(query, session);
  const only = query.unions.length === 0;
  const first = prepareSelect(query.first, only ? query.order : [], context);
  if (only) {
    const rows: PreparedQuery['rows'] = query.offset
      ? (frame, cap) => capRows(cut(first.rows(frame)), cap)
      : first.rows;
    return { columns: first.columns, rows, independent: first.scope.reach === 0 };
  }
  const others = query.unions.map(({ select, all }) => ({
    part: prepareSelect(select, [], context),
    all,
  }));
  const united = unite(first, others, query.order, session);
  return {
    ...united,
    rows: (frame, cap) => capRows(cut(united.rows(frame)), cap),
    independent: [first, ...others.map(({ part }) => part)].every(({ scope }) => scope.reach === 0),
  };
}

function once({ columns, rows }: Subquery): Subquery {
  let kept: readonly SqlRow[] | undefined;
  return {
    columns,
    rows: (frame) => {
      kept ??= rows(frame);
      return kept;
    },
  };
}

/** Cuts a result by OFFSET and FETCH. */
function createCut(
  { offset }: Query,
  session: SqlSession,
): (rows: readonly SqlRow[]) => readonly SqlRow[] {
  if (!offset) return (rows) => rows;
  const scope = constantScope(session);
  const number = (expression: NonNullable<Query['offset']>['skip']): number =>
    Number(coerce(createCompiler(scope).value(expression).run(NO_FRAME), 'int'));
  const from = number(offset.skip);
  return (rows) =>
    rows.slice(from, offset.fetch === undefined ? undefined : from + number(offset.fetch));
}

/** A select whose rows are added to those before it: all of them, or those that are new. */
interface Further {
  readonly part: PreparedSelect;
  readonly all: boolean;
}

function unite(
  first: PreparedSelect,
  others: readonly Further[],
  order: Query['order'],
  session: SqlSession,
): Subquery {
  const parts = [first, ...others.map(({ part }) => part)];
  if (parts.some(({ columns }) => columns.length !== first.columns.length))
    throw new SqlError(
      'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
    );
  const columns = first.columns.map((column, at) => ({
    ...column,
    type: parts.map((part) => part.columns[at]?.type ?? 'null').reduce(joinedType),
  }));
  const keys = order.map((item) => outputPosition(item.expression, columns) ?? fail(UNION_ORDER()));
  const typed = (rows: readonly SqlRow[]): SqlRow[] =>
    rows.map((row) => columns.map(({ type }, at) => coerce(row[at] ?? null, type)));
  return {
    columns,
    rows: (frame) => {
      let rows = typed(first.rows(frame));
      for (const { part, all } of others) {
        const more = typed(part.rows(frame));
        session.budget.spend(more.length + (all ? 0 : rows.length));
        for (const row of more) rows.push(row);
        if (!all) rows = distinctRows(rows);
      }
      return sortRows(
        rows.map((values) => ({ values, keys: keys.map((key) => values[key] ?? null) })),
        order,
      );
    },
  };
}

const UNION_ORDER = (): SqlError =>
  new SqlError(
    'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
  );

function fail(error: Error): never {
  throw error;
}
