import type { Rows } from '../codec/rows.js';
import { HaloIncompleteListError } from '../errors/list-and-write-errors.js';
import type { PageQuery, PageSource } from './page-source.js';
import { type AnyRow, type RowKey, SeenRows } from './row-keys.js';

/** The rows of one list as they come in: each of them once, counted, and held against the server's count in the end. */
export class ReceivedRows {
  readonly source: PageSource;
  readonly #seen: SeenRows;
  /** False where rows cannot be told apart; then they are only counted. */
  keyed: boolean;
  received = 0;
  /** How many rows the server counts, by its newest answer that can be right. */
  expected: number | undefined;
  /** Why rows can be missing. */
  shortfall = 'the server sent no further page';

  constructor(source: PageSource) {
    this.source = source;
    this.#seen = new SeenRows(source.resource.key);
    this.keyed = source.resource.key.length > 0;
  }

  /** Whether as many rows came as were wanted. */
  get limited(): boolean {
    return this.received >= this.source.limit;
  }

  readonly keyOf = (row: AnyRow): RowKey | undefined => this.#seen.keyOf(row);

  /** Rows without a key, or with one key twice in an answer, cannot be told apart. */
  tellApart(rows: readonly AnyRow[]): void {
    const keys = rows.map(this.keyOf);
    if (keys.includes(undefined) || new Set(keys).size < keys.length) this.keyed = false;
  }

  /** Reads one answer and notes its count. */
  async load(query: PageQuery): Promise<Rows> {
    const page = await this.source.load(query);
    // A page past the end counts 0 rows, and an odd count less than there are; neither says anything about the list.
    const count = page.recordCount;
    if (
      count !== undefined &&
      count >= page.rows.length &&
      (page.rows.length > 0 || this.received === 0)
    )
      this.expected = count;
    return page;
  }

  /** Rows not met before, at most as many as are still wanted. */
  fresh(rows: readonly AnyRow[]): readonly AnyRow[] {
    const fresh = this.keyed ? rows.filter((row) => this.#isNew(row)) : rows;
    const wanted = fresh.slice(0, this.source.limit - this.received);
    this.received += wanted.length;
    this.source.onPage?.({ received: this.received, expected: this.expected });
    return wanted;
  }

  /** Whether a row was met before. */
  has(row: AnyRow): boolean {
    const key = this.keyOf(row);
    return key !== undefined && this.#seen.has(key);
  }

  /** Whether all rows came that the server counts; true where it counts none. */
  get complete(): boolean {
    return this.expected === undefined || this.received >= this.expected || this.limited;
  }

  /** Whether fewer rows came than the server counted. */
  misses(counted: number | undefined): boolean {
    return counted !== undefined && this.received < Math.min(counted, this.source.limit);
  }

  /** Throws where rows are missing that the server counted. */
  finish(counted: number | undefined = this.expected): void {
    if (this.misses(counted)) throw this.incomplete();
  }

  incomplete(reason: string = this.shortfall): HaloIncompleteListError {
    const { attribute } = this.source.resource;
    return new HaloIncompleteListError(
      `${attribute}.list`,
      this.expected ?? this.received,
      this.received,
      reason,
    );
  }

  #isNew(row: AnyRow): boolean {
    const key = this.keyOf(row);
    return key === undefined || this.#seen.add(key);
  }
}
