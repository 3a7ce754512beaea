/** A whole list, read page by page while it is iterated; each iteration reads it anew. */
export class RowList<Row> implements AsyncIterable<Row> {
  readonly #pages: () => AsyncIterable<readonly Row[]>;

  constructor(pages: () => AsyncIterable<readonly Row[]>) {
    this.#pages = pages;
  }

  /** The rows, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.#pages()) yield* page;
  }

  /** The rows a page at a time, for work that goes faster in batches. */
  async *pages(): AsyncGenerator<readonly Row[], void, undefined> {
    for await (const page of this.#pages()) if (page.length > 0) yield page;
  }

  /** All rows in one array. */
  async toArray(): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.#pages()) for (const row of page) rows.push(row);
    return rows;
  }
}
