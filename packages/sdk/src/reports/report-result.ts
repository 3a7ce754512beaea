/** A row of a report: its columns by name. */
export type ReportRow = Record<string, unknown>;

/** The rows of a report that ran; iterates over them. */
export class ReportResult<Row extends object = ReportRow>
  implements Iterable<Row>, AsyncIterable<Row>
{
  readonly rows: readonly Row[];
  /** Names of the columns in order; empty where there is no row. */
  readonly columns: readonly string[];
  /** True where Halo cut the rows and the caller allowed that. */
  readonly truncated: boolean;

  constructor(rows: readonly Row[], truncated: boolean) {
    this.rows = rows;
    this.columns = Object.keys(rows[0] ?? {});
    this.truncated = truncated;
  }

  /** Number of rows. */
  get length(): number {
    return this.rows.length;
  }

  /** The rows, one by one. */
  [Symbol.iterator](): Iterator<Row> {
    return this.rows[Symbol.iterator]();
  }

  /** The rows, for what reads streams. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    yield* this.rows;
  }
}
