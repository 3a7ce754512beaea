import type { Resource } from 'halopsa-catalogue';
import type { Rows } from '../codec/rows.js';
import { HaloIncompleteListError } from '../errors/list-and-write-errors.js';
import { inOrder } from './in-order.js';
import { type AnyRow, SeenRows } from './row-keys.js';

/** The query of one page: its own parameters on top of the caller's. */
export type PageQuery = Readonly<Record<string, string | number | boolean>>;

/** What the pager needs of the outside. */
export interface PageSource {
  readonly resource: Resource;
  /** Rows asked for at a time; the server gives at most 100. */
  readonly pageSize: number;
  readonly concurrency: number;
  /** True where the list operation takes `count`. */
  readonly takesCount: boolean;
  /** Rows wanted at the most; a list cut by it is not held to the server's count. */
  readonly limit: number;
  load(query: PageQuery): Promise<Rows>;
  /** Told after each page. */
  onPage?: ((progress: { received: number; expected: number | undefined }) => void) | undefined;
}

/** How often a list that changes under the reader is read again before the reader gives up. */
const mostPasses = 5;

/**
 * Yields the rows of a whole list, page by page, each row once.
 *
 * It goes by the rows that come, never by those asked for, since a page is cut to 100 rows without a word. While it reads,
 * others insert and delete: an insert shows rows twice, a delete hides the row that slid over a page border. So the count of
 * every page and, at the end, the first page once more are compared with what was there at the start, and if anything but
 * inserts happened the list is read again for rows not seen. A list that still falls short of the server's count throws.
 */
export async function* paginate(source: PageSource): AsyncGenerator<readonly AnyRow[], void, undefined> {
  const reading = new Reading(source);
  switch (source.resource.paging) {
    case 'none':
    case 'ignored':
      yield* reading.whole();
      break;
    case 'cursor':
      yield* reading.byCursor();
      break;
    default:
      yield* reading.byNumber();
  }
  reading.finish();
}

/** The state of one reading of a list. */
class Reading {
  readonly #source: PageSource;
  readonly #seen: SeenRows;
  /** False where rows cannot be told apart; then they are only counted. */
  #keyed: boolean;
  #received = 0;
  #expected: number | undefined;
  #shortfall = 'the server sent no further page';

  constructor(source: PageSource) {
    this.#source = source;
    this.#seen = new SeenRows(source.resource.key);
    this.#keyed = source.resource.key.length > 0;
  }

  /** A list without pages: everything, or as much as `count` allows. */
  async *whole(): AsyncGenerator<readonly AnyRow[], void, undefined> {
    const first = await this.#load({});
    yield this.#fresh(first.rows);
    if (this.#complete() || !this.#source.takesCount) return;
    yield this.#fresh((await this.#load({ count: this.#expected! })).rows);
  }

  /** A list that goes backwards from the smallest value seen, for example `older_than_id`. */
  async *byCursor(): AsyncGenerator<readonly AnyRow[], void, undefined> {
    const { parameter, field } = this.#source.resource.cursor!;
    const count = this.#source.takesCount ? { count: this.#source.pageSize } : {};
    let page = await this.#load(count);
    while (page.rows.length > 0) {
      const fresh = this.#fresh(page.rows);
      yield fresh;
      if (fresh.length === 0 || this.#limited()) break;
      const smallest = Math.min(...page.rows.map((row) => Number(row[field])));
      page = await this.#load({ ...count, [parameter]: smallest });
    }
    // The count of such a list is that of its window, not of the whole.
    this.#expected = undefined;
  }

  /** A list in numbered pages. */
  async *byNumber(): AsyncGenerator<readonly AnyRow[], void, undefined> {
    const first = await this.#page(1, this.#source.pageSize);
    this.#checkKeys(first.rows);
    yield this.#fresh(first.rows);
    if (first.rows.length === 0 || this.#limited()) return;
    if (first.recordCount === undefined) {
      // Without a count a bare array is everything; an envelope is read until a page brings nothing new.
      if (this.#source.resource.list?.kind === 'envelope') yield* this.#untilExhausted(first.rows);
      return;
    }
    if (this.#complete()) return;
    yield* this.#pass(first);
    for (let pass = 2; !this.#limited() && this.#keyed && !(yield* this.#catchUp()); pass += 1) {
      if (pass > mostPasses) {
        this.#shortfall = `it changed each of the ${mostPasses} times that it was read, so rows may be missing`;
        throw this.#incomplete();
      }
      this.#start = await this.#page(1, this.#size);
      yield this.#fresh(this.#start.rows);
      yield* this.#pass(this.#start);
    }
  }

  /** The first page of the pass under way, the page size it proved, and whether its pages agree with each other. */
  #start: Rows = { rows: [], recordCount: undefined };
  #size = 0;
  #shrunk = false;

  /** Reads pages 2 and on, ahead of the reader, up to the newest count. */
  async *#pass(first: Rows): AsyncGenerator<readonly AnyRow[], void, undefined> {
    this.#start = first;
    this.#size = first.rows.length;
    this.#shrunk = false;
    let count = first.recordCount ?? 0;
    const { concurrency } = this.#source;
    const more = (n: number): boolean => (n - 1) * this.#size < count && !this.#limited();
    let n = 1;
    for await (let page of inOrder(2, more, (at) => this.#page(at, this.#size), concurrency)) {
      n += 1;
      if (page.rows.length > 0 && (page.recordCount ?? count) < count) {
        // Read ahead of the page before it, or after a delete: either way a row may have slid over the border between them.
        yield this.#fresh(page.rows);
        page = await this.#page(n, this.#size);
      }
      if (page.rows.length === 0) {
        this.#shrunk ||= this.#received < count;
        return;
      }
      if (this.#repeats(page.rows)) {
        this.#shortfall = 'it answers every page with the first one';
        this.#keyed = false;
        return;
      }
      this.#shrunk ||= (page.recordCount ?? count) < count;
      count = page.recordCount ?? count;
      yield this.#fresh(page.rows);
    }
  }

  /** Reads one page after the other until one brings no row that is new. */
  async *#untilExhausted(first: readonly AnyRow[]): AsyncGenerator<readonly AnyRow[], void, undefined> {
    this.#start = { rows: first, recordCount: undefined };
    for (let n = 2; !this.#limited(); n += 1) {
      const page = await this.#page(n, Math.min(first.length, this.#source.pageSize));
      if (page.rows.length === 0 || this.#repeats(page.rows)) return;
      const fresh = this.#fresh(page.rows);
      if (fresh.length === 0) return;
      yield fresh;
    }
  }

  /**
   * Reads from the top again until the old first row, and returns whether only inserts can have happened during the pass:
   * the count has grown by just the rows that stand before it.
   */
  async *#catchUp(): AsyncGenerator<readonly AnyRow[], boolean, undefined> {
    const firstKey = this.#start.rows[0] && this.#seen.keyOf(this.#start.rows[0]);
    for (let n = 1; ; n += 1) {
      const page = await this.#page(n, this.#size);
      const fresh = this.#fresh(page.rows);
      yield fresh;
      const at = page.rows.findIndex((row) => this.#seen.keyOf(row) === firstKey);
      if (at >= 0) {
        const grown = (page.recordCount ?? 0) - (this.#start.recordCount ?? 0);
        return !this.#shrunk && grown === (n - 1) * this.#size + at && this.#received >= (page.recordCount ?? 0);
      }
      if (fresh.length === 0) return false;
    }
  }

  /** Ends the reading: throws where rows are missing that the server counted. */
  finish(): void {
    if (this.#expected !== undefined && this.#received < Math.min(this.#expected, this.#source.limit)) throw this.#incomplete();
  }

  #incomplete(): HaloIncompleteListError {
    return new HaloIncompleteListError(`${this.#source.resource.attribute}.list`, this.#expected ?? 0, this.#received, this.#shortfall);
  }

  #page(n: number, size: number): Promise<Rows> {
    return this.#load({ pageinate: true, page_size: size, page_no: n });
  }

  async #load(query: PageQuery): Promise<Rows> {
    const page = await this.#source.load(query);
    // A page past the end counts 0 rows; that says nothing about the list.
    if (page.recordCount !== undefined && (page.rows.length > 0 || this.#received === 0)) this.#expected = page.recordCount;
    return page;
  }

  /** Rows not met before, at most as many as are still wanted. */
  #fresh(rows: readonly AnyRow[]): readonly AnyRow[] {
    const fresh = this.#keyed ? rows.filter((row) => this.#isNew(row)) : rows;
    const wanted = fresh.slice(0, this.#source.limit - this.#received);
    this.#received += wanted.length;
    this.#source.onPage?.({ received: this.#received, expected: this.#expected });
    return wanted;
  }

  #isNew(row: AnyRow): boolean {
    const key = this.#seen.keyOf(row);
    return key === undefined || this.#seen.add(key);
  }

  /** Rows without a key, or with one key twice on a page, cannot be told apart. */
  #checkKeys(rows: readonly AnyRow[]): void {
    const keys = rows.map((row) => this.#seen.keyOf(row));
    if (keys.includes(undefined) || new Set(keys).size < keys.length) this.#keyed = false;
  }

  /** Whether a page is the first page over again, as from a server that ignores paging. */
  #repeats(rows: readonly AnyRow[]): boolean {
    const first = this.#start.rows;
    const same = (a: AnyRow, b: AnyRow | undefined): boolean =>
      b !== undefined && this.#seen.keyOf(a) === this.#seen.keyOf(b) && JSON.stringify(a) === JSON.stringify(b);
    return rows.length === first.length && rows.every((row, index) => same(row, first[index]));
  }

  #complete(): boolean {
    return this.#expected === undefined || this.#received >= this.#expected || this.#limited();
  }

  #limited(): boolean {
    return this.#received >= this.#source.limit;
  }
}
