import type { CallOptions } from '../core/call.js';

/** A row of a custom table with the id that Halo gave it. */
export type CustomTableRow<Row> = Row & { readonly id: number };

/** The rows of one custom table. */
export interface CustomTable<Row extends object> {
  /** Name of the table, or its name in the database, which is the same with CT before it. */
  readonly name: string;
  /** All rows. */
  list(options?: CallOptions): Promise<CustomTableRow<Row>[]>;
  /** Adds a row, or several, and gives them as the table has them then. */
  add(rows: Row | readonly Row[], options?: CallOptions): Promise<CustomTableRow<Row>[]>;
  /** Changes the columns given of the row with this id; the others stay. */
  update(
    row: Partial<Row> & { readonly id: number },
    options?: CallOptions,
  ): Promise<CustomTableRow<Row>>;
  /** Takes a row out. */
  delete(id: number, options?: CallOptions): Promise<void>;
}
