import type { Row, Value } from './json-value.js';

export { isRow, isRows, type Row, type Value } from './json-value.js';

/** A list that comes in pages. */
interface Paged<One> extends AsyncIterable<One> {
  pages(): AsyncIterable<readonly One[]>;
}

/** Records, or other values, as they come or all at once. */
export type RowsOf<One> = Paged<One> | AsyncIterable<One> | Iterable<One>;

export type Rows = RowsOf<Row>;

/** How results reach the standard output; notes and errors never pass here. */
export interface Printer {
  /** Prints rows as they come and returns how many there were; `columns` is what a person wants to see first of them. */
  rows(rows: Rows, columns: readonly string[] | undefined): Promise<number>;
  /** Prints one record: all of it, or for people only these columns. */
  record(record: Row, columns?: readonly string[]): Promise<void>;
  /** Prints whatever an operation answered. */
  value(value: Value, columns?: readonly string[]): Promise<void>;
}
