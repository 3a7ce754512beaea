/** A record as it came from the server. */
export type Row = Readonly<Record<string, unknown>>;

/** A list that comes in pages. */
interface PagedRows extends AsyncIterable<Row> {
  pages(): AsyncIterable<readonly Row[]>;
}

/** Rows as they come, or all at once. */
export type Rows = PagedRows | AsyncIterable<Row> | Iterable<Row>;

/** How results reach the standard output; notes and errors never pass here. */
export interface Printer {
  /** Prints rows as they come and returns how many there were; `columns` is what a person wants to see first of them. */
  rows(rows: Rows, columns: readonly string[] | undefined): Promise<number>;
  /** Prints one record: all of it, or for people only these columns. */
  record(record: Row, columns?: readonly string[]): Promise<void>;
  /** Prints whatever an operation answered. */
  value(value: unknown, columns?: readonly string[]): Promise<void>;
}

/** Whether a value is a record: an object that is no array. */
export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a list of records. */
export const isRows = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRow);
