import type { Tables } from './relation.js';
import { SqlTimeout } from './sql-error.js';
import type { SqlValue } from './value.js';

/** What a statement runs with. */
export interface SqlSession {
  readonly tables: Tables;
  /** The moment that GETDATE returns throughout the statement. */
  readonly now: Date;
  /** Values of `@startdate` and the like, by their name in lower case. */
  readonly variables: Readonly<Record<string, SqlValue>>;
  readonly budget: WorkBudget;
}

/** Counts the rows that a statement looks at, so that no statement holds the server up for long. */
export class WorkBudget {
  #left: number;

  constructor(rows: number) {
    this.#left = rows;
  }

  /** Throws where the statement has looked at more rows than it may. */
  spend(rows: number): void {
    this.#left -= rows;
    if (this.#left < 0) throw new SqlTimeout();
  }
}
