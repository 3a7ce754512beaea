import type { Scope, Subquery } from './scope.js';
import type { SqlSession } from './session.js';
import type { Query } from './syntax.js';

/** What a select is prepared in. */
export interface SelectContext {
  readonly session: SqlSession;
  readonly outer: Scope | undefined;
  readonly subquery: (query: Query, scope: Scope) => Subquery;
  /** A query in a FROM, which sees nothing of what is around it. */
  readonly derived: (query: Query) => Subquery;
}
