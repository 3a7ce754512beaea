import { unpagedRows } from './page-plan.js';

/** What a page was read with and how to go on from it. */
export interface PageState<Row> {
  readonly items: readonly Row[];
  readonly recordCount: number | undefined;
  readonly pageNo: number;
  readonly pageSize: number;
  /** Reads the page after this one; absent where the list has no pages. */
  readonly next: (() => Promise<Page<Row>>) | undefined;
}

/** Whether a first page may be what Halo gives where it sees no request for one (behaviour: paging.unpaged-count-is-rows). */
export const isDoubtful = (rows: readonly unknown[], recordCount: number | undefined): boolean =>
  rows.length === unpagedRows && recordCount === unpagedRows;

/** One page of a list; iterates over its rows. */
export class Page<Row> implements Iterable<Row> {
  /** Rows of this page. */
  readonly items: readonly Row[];
  /** Rows in the whole filtered list, where the server counted them. */
  readonly recordCount: number | undefined;
  /** Number of this page, from 1. */
  readonly pageNo: number;
  /** Rows asked for at a time; the server gives at most 100, on some lists 50. */
  readonly pageSize: number;
  readonly #next: (() => Promise<Page<Row>>) | undefined;

  constructor({ items, recordCount, pageNo, pageSize, next }: PageState<Row>) {
    this.items = items;
    this.recordCount = recordCount;
    this.pageNo = pageNo;
    this.pageSize = pageSize;
    this.#next = next;
  }

  /**
   * Whether the server has rows after this page; with no count from the server, a full page is taken to have a next one. So is a first page of
   * just 50 rows that counts them alone: Halo answers so where it did not see that a page was asked for.
   */
  get hasNextPage(): boolean {
    if (!this.#next || this.items.length === 0) return false;
    if (this.recordCount === undefined) return this.items.length >= this.pageSize;
    if (this.pageNo === 1 && isDoubtful(this.items, this.recordCount)) return true;
    // A first page that is shorter than asked and still not the whole shows how many rows the server gives a page.
    const rows = this.pageNo === 1 ? this.items.length : this.pageSize;
    return (this.pageNo - 1) * rows + this.items.length < this.recordCount;
  }

  /** Reads the next page; undefined after the last one. */
  nextPage(): Promise<Page<Row> | undefined> {
    return this.hasNextPage ? this.#next!() : Promise.resolve(undefined);
  }

  /** Rows of this page, one by one. */
  [Symbol.iterator](): Iterator<Row> {
    return this.items[Symbol.iterator]();
  }
}
