import type { Frame } from './relation.js';
import type { SqlType, SqlValue } from './value.js';

/** An expression made ready to run: what it returns, and for which row. */
export interface Compiled {
  readonly type: SqlType;
  readonly run: (frame: Frame) => SqlValue;
  /** The value where it is the same for every row and known from the statement alone. */
  readonly constant?: SqlValue;
}
