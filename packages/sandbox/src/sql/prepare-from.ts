import { createCompiler } from './compile-expression.js';
import { createJoin, type JoinedRow } from './join.js';
import type { Frame, Relation } from './relation.js';
import { type NamedSource, Scope, sameName } from './scope.js';
import type { SelectContext } from './select-context.js';
import { SqlError } from './sql-error.js';
import type { FromItem } from './syntax.js';

/** The sources of a select, joined. */
export interface Sources {
  readonly scope: Scope;
  readonly rows: (outer: Frame) => readonly JoinedRow[];
}

const MAX_SOURCES = 32;

/** Finds the tables of a FROM and prepares how they join. */
export function prepareFrom(
  items: readonly FromItem[],
  { session, outer, subquery, derived }: SelectContext,
): Sources {
  if (items.length > MAX_SOURCES) throw new SqlError('Too many table names in the query.');
  const joining = items.map((item) => ({
    item,
    relation: relationOf(item, session.tables, derived),
  }));
  const sources = joining.map(
    ({ item: { alias }, relation: { columns } }): NamedSource => ({ alias, columns }),
  );
  items.forEach(({ alias }, at) => {
    if (items.slice(0, at).some((before) => sameName(before.alias, alias)))
      throw new SqlError(
        `The correlation name '${alias}' is specified multiple times in a FROM clause.`,
      );
  });
  const scope = new Scope({ sources, session, outer, subquery });
  const joins = joining.map(({ item, relation }, at) => {
    // A condition sees the sources before it, and its own.
    const seen = new Scope({ sources: sources.slice(0, at + 1), session, outer, subquery });
    const join = createJoin(item, {
      position: at,
      compiler: createCompiler(seen),
      budget: session.budget,
    });
    scope.reach = Math.max(scope.reach, seen.reach);
    return (rows: readonly JoinedRow[], frame: Frame) => join(rows, relation.rows(), frame);
  });
  return {
    scope,
    rows: (frame) => joins.reduce<readonly JoinedRow[]>((rows, join) => join(rows, frame), [[]]),
  };
}

function relationOf(
  { source }: FromItem,
  tables: SelectContext['session']['tables'],
  derived: SelectContext['derived'],
): Relation {
  if (source.kind === 'query') {
    const { columns, rows } = derived(source.query);
    return { columns, rows: () => rows({ rows: [], aggregates: [], outer: undefined }) };
  }
  const table = tables(source.name, source.schema);
  if (!table) throw new SqlError(`Invalid object name '${source.name}'.`);
  return table;
}
