import type { Compiled } from './compiled.js';
import type { Column, Frame } from './relation.js';
import type { SqlRow } from './rows.js';
import type { SqlSession } from './session.js';
import { SqlError } from './sql-error.js';
import type { Expression, Query } from './syntax.js';

/** A source of a FROM with the name that columns are qualified by. */
export interface NamedSource {
  readonly alias: string;
  readonly columns: readonly Column[];
}

/** The place of a column: how many queries out, in which source, at which place. */
interface Place {
  readonly depth: number;
  readonly source: number;
  readonly alias: string;
  readonly column: Column;
}

/** How the columns of one query are found, and how expressions in it are allowed to use them. */
export class Scope {
  readonly sources: readonly NamedSource[];
  readonly session: SqlSession;
  readonly outer: Scope | undefined;
  /** Runs a query inside this one; handed in so that expressions and queries need not import each other. */
  readonly subquery: (query: Query, scope: Scope) => Subquery;
  /** How many queries outwards the expressions refer; 0 where they need no row of a query around. */
  reach = 0;

  constructor(parts: Pick<Scope, 'sources' | 'session' | 'outer' | 'subquery'>) {
    this.sources = parts.sources;
    this.session = parts.session;
    this.outer = parts.outer;
    this.subquery = parts.subquery;
  }

  /** Finds a column, inside out; throws the database's refusal where it is unknown or could be several. */
  find(table: string | undefined, name: string): Place {
    let scope: Scope | undefined = this;
    for (let depth = 0; scope; depth += 1) {
      const found = scope.#here(table, name);
      if (found) {
        this.#note(depth);
        return { depth, ...found };
      }
      scope = scope.outer;
    }
    throw new SqlError(
      table === undefined ? `Invalid column name '${name}'.` : this.#unbound(table, name),
    );
  }

  #here(table: string | undefined, name: string): Omit<Place, 'depth'> | undefined {
    const found = this.sources.flatMap(({ alias, columns }, source) => {
      if (table !== undefined && !sameName(alias, table)) return [];
      const column = columns.find((candidate) => sameName(candidate.name, name));
      return column ? [{ source, alias, column }] : [];
    });
    if (found.length > 1) throw new SqlError(`Ambiguous column name '${name}'.`);
    return found[0];
  }

  #note(depth: number): void {
    let scope: Scope | undefined = this;
    for (let left = depth; scope && left > 0; left -= 1) {
      scope.reach = Math.max(scope.reach, left);
      scope = scope.outer;
    }
  }

  #unbound(table: string, name: string): string {
    for (let scope: Scope | undefined = this; scope; scope = scope.outer)
      if (scope.sources.some(({ alias }) => sameName(alias, table)))
        return `Invalid column name '${name}'.`;
    return `The multi-part identifier "${table}.${name}" could not be bound.`;
  }
}

/** A query inside another: its columns, and its rows for a row of the outer one. */
export interface Subquery {
  readonly columns: readonly Column[];
  readonly rows: (outer: Frame) => readonly SqlRow[];
}

/** What expressions of a grouped query may use: what is grouped by, and aggregates. */
export interface Grouping {
  /** Keys of the expressions that the query groups by. */
  readonly keys: ReadonlySet<string>;
  readonly aggregates: Aggregate[];
}

/** One aggregate of a query: of which expression, over all or distinct values. */
export interface Aggregate {
  readonly name: string;
  readonly distinct: boolean;
  /** Undefined for `COUNT(*)`. */
  readonly operand: Compiled | undefined;
}

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A text that is the same for expressions which mean the same, whatever names their columns are written with. */
export function expressionKey(expression: Expression, scope: Scope): string {
  return JSON.stringify(expression, (_, value: unknown) => {
    if (!isColumn(value)) return value;
    const { depth, source, column } = scope.find(value.table, value.name);
    return `${depth}.${source}.${column.name}`;
  });
}

const isColumn = (value: unknown): value is Extract<Expression, { kind: 'column' }> =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'column';
