import type { Rows } from '../codec/rows.js';
import { type Direction, directionOf } from './coverage.js';
import { isSamePage, PagePass, type Plan } from './page-pass.js';
import { type PageAt, pageNumber, unpagedRows } from './page-plan.js';
import type { PageQuery } from './page-source.js';
import type { ReceivedRows } from './received-rows.js';
import type { AnyRow } from './row-keys.js';

type Pages = AsyncGenerator<readonly AnyRow[], void, undefined>;

/** How often a list that changes under the reader is read again before the reader gives up. */
const mostPasses = 5;

/** Up to this many rows pages that overlap take no more requests than pages side by side and a last look at the first one. */
const alwaysOverlapping = 1000;

/** The newest ids first, whatever the caller sorts by. */
const byId: PageQuery = {
  order: 'id',
  orderdesc: true,
  ...Object.fromEntries(
    [2, 3, 4, 5].flatMap((n) => [`order${n}`, `orderdesc${n}`]).map((name) => [name, undefined]),
  ),
};

/**
 * A list in numbered pages, read while others write. A delete moves rows up over the border of a page that was read already, and a
 * row that comes back into the filter moves them down; both can happen between two requests with the count unchanged. Decision
 * 0016 says how such a list is proven whole:
 *
 * - Pages overlap by a row, so that each begins within what has been read (`Coverage`). That holds whatever the others do.
 * - A long list without a filter is read by ids, newest first, in pages side by side. Rows enter it at the top alone, so that the first page,
 *   read once more at the end, tells how many were made meanwhile and by that how many have gone. None: no row can have moved up.
 *   Some: it is read again in pages that overlap.
 */
export class NumberedList {
  readonly #received: ReceivedRows;
  #order: PageQuery = {};
  /** Rows to a page, as the server gives them. */
  #size: number;
  #direction: Direction = 'unknown';
  /** Whether the server sorts as it is asked to, as far as is known. */
  #turns = true;

  constructor(received: ReceivedRows) {
    this.#received = received;
    this.#size = received.source.pageSize;
  }

  /** Yields the rows; throws where they cannot be proven to be all. */
  async *read(): Pages {
    const { order = 'fixed', limit } = this.#received.source;
    const own = order !== 'free' || limit !== Number.POSITIVE_INFINITY;
    if (!own) this.#order = byId;
    const first = await this.#begin();
    yield this.#received.fresh(first.rows);
    if (this.#received.limited || this.#isAll(first)) return;
    if (this.#isUnsure(first) && (yield* this.#isWhole(first))) return;
    if (!own || order === 'fixed' || !this.#received.keyed) {
      yield* this.#prove(first);
      return;
    }
    // Sorted by what may change, or cut by a limit: in that order first, and by ids for the proof.
    if (
      order === 'asked' ||
      this.#isUnsure(first) ||
      limit < (first.recordCount ?? Number.POSITIVE_INFINITY)
    )
      yield* this.#pass('side by side', first).read();
    if (this.#received.limited) return;
    this.#order = byId;
    const top = await this.#begin();
    yield this.#received.fresh(top.rows);
    yield* this.#prove(top);
  }

  /** Reads the first page and learns from it how many rows the server gives a page, and in which order. */
  async #begin(): Promise<Rows> {
    const asked = this.#received.source.pageSize;
    const first = await this.#page(pageNumber(1, asked));
    this.#received.tellApart(first.rows);
    // A list may be empty by now that was not when its first page was read.
    this.#size = Math.min(first.rows.length || asked, asked);
    this.#direction = directionOf(first.rows, this.#received.keyOf);
    return first;
  }

  /** Whether the first answer is the whole list. */
  #isAll(first: Rows): boolean {
    const { rows, recordCount } = first;
    const { pageSize, resource } = this.#received.source;
    // An array without a count is whole, unless it has just as many rows as one that was cut.
    const isArray = recordCount === undefined && resource.list?.kind !== 'envelope';
    const isCut = rows.length === pageSize || rows.length === unpagedRows;
    if (rows.length === 0 || (isArray && !isCut)) {
      this.#received.finish();
      return true;
    }
    if (recordCount === undefined) return rows.length > pageSize;
    return recordCount === rows.length && !this.#isUnsure(first);
  }

  /**
   * Whether the count may be that of the answer alone: so counts a server that took the request for one without pages, as when something
   * on the way drops a parameter, and one may that gives fewer rows a page than it was asked for.
   */
  #isUnsure({ rows, recordCount }: Rows): boolean {
    const { pageSize, counts } = this.#received.source;
    if (recordCount !== rows.length || rows.length < 2) return false;
    if (rows.length === unpagedRows) return true;
    // More rows than were asked for come from a server that has no pages here.
    if (rows.length > pageSize) return false;
    return rows.length === pageSize || counts?.areWhole() !== true;
  }

  /**
   * Whether a list that may be longer than its first answer is no longer. The second page of a row less holds the last row of the first,
   * and shows whether the count is that of the answer.
   */
  async *#isWhole(first: Rows): AsyncGenerator<readonly AnyRow[], boolean, undefined> {
    const received = this.#received;
    const { length } = first.rows;
    const next = await this.#page(pageNumber(2, received.keyed ? length - 1 : length));
    const isOver = next.rows.length === 0;
    if (!isOver && !received.keyed) return false;
    const isKnown = next.rows.every((row) => received.has(row));
    yield received.fresh(next.rows);
    const countsAll = next.recordCount === length && next.rows.length < length;
    const isFirst = isSamePage(next.rows, first.rows, received);
    // A server that has no pages for this list gives all of it, whatever is asked for, and never just as many rows as a page has.
    const hasNoPages = isFirst && length !== unpagedRows && length !== received.source.pageSize;
    if (!isOver && !(isKnown && (countsAll || hasNoPages))) return false;
    if (!isOver) received.source.counts?.noteWhole();
    received.finish(length);
    return true;
  }

  async *#prove(top: Rows): Pages {
    const received = this.#received;
    let plan: Plan = this.#planOf(top);
    let first = top;
    for (let passes = 1, before = -1; ; passes += 1) {
      const pass = this.#pass(plan, first);
      yield* pass.read();
      if (received.limited) return;
      this.#refuseRepeats(pass);
      const proven = yield* this.#isProven(pass, first);
      // Rows that came in where it was read already are counted as well; another reading brings them, or shows that none come.
      const settled =
        passes === mostPasses || received.received === before || !received.misses(pass.fewest);
      if (proven && settled) return this.#finish(pass, first);
      if (passes >= mostPasses || !received.keyed) throw received.incomplete(changed(passes));
      before = received.received;
      plan = planAfter(pass);
      first = await this.#page(pageNumber(1, this.#size));
      yield received.fresh(first.rows);
    }
  }

  /** A list that is proven whole, and has as many rows as its first page counted, comes from a server that counts them all. */
  #finish({ fewest }: PagePass, { rows, recordCount }: Rows): void {
    const { received, source } = this.#received;
    this.#received.finish(fewest);
    if (recordCount === received && rows.length < received) source.counts?.noteWhole();
  }

  #refuseRepeats({ repeats }: PagePass): void {
    if (repeats && this.#received.expected !== undefined)
      throw this.#received.incomplete('it answers every page with the first one');
  }

  #planOf({ recordCount }: Rows): Plan {
    const { keyed, source } = this.#received;
    if (!keyed) return 'side by side';
    const long = recordCount !== undefined && recordCount > alwaysOverlapping;
    return long && source.filtered === false && this.#tellsOfInserts
      ? 'side by side'
      : 'overlapping';
  }

  /** Whether new rows come at the top of the list, since their ids are the greatest. */
  get #tellsOfInserts(): boolean {
    return this.#order === byId && this.#direction === 'descending';
  }

  #pass(plan: Plan, first: Rows): PagePass {
    const settings = {
      plan,
      first,
      unsure: this.#isUnsure(first),
      direction: this.#direction,
      size: this.#size,
      turns: this.#turns && this.#tellsOfInserts,
      load: (at: PageAt) => this.#page(at),
    };
    return new PagePass(this.#received, settings);
  }

  async *#isProven(
    pass: PagePass,
    first: Rows,
  ): AsyncGenerator<readonly AnyRow[], boolean, undefined> {
    if (pass.cover.unsorted) this.#direction = 'unknown';
    if (this.#tellsOfInserts) this.#turns = pass.turns;
    if (pass.lost || pass.misplaced) return false;
    if (!pass.open && pass.ordered && this.#received.keyed) return true;
    const again = await this.#page(pageNumber(1, this.#size));
    const known = again.rows.filter((row) => this.#received.has(row));
    yield this.#received.keyed ? this.#received.fresh(again.rows) : [];
    if (!pass.open && this.#received.keyed) return keepsOrder(first.rows, known, this.#received);
    if (this.#tellsOfInserts && this.#received.source.filtered === false)
      return this.#noneGone(pass, first, again);
    return (
      pass.steady &&
      again.recordCount === first.recordCount &&
      pass.count === first.recordCount &&
      isSamePage(again.rows, first.rows, this.#received)
    );
  }

  /** Whether no row that was there at the start has left: as many rows are counted more as are new at the top. */
  #noneGone(pass: PagePass, first: Rows, again: Rows): boolean {
    const { keyOf } = this.#received;
    const newest = Number(keyOf(first.rows[0]!));
    const made = again.rows.filter((row) => Number(keyOf(row)) > newest).length;
    // A row that an update has moved up shows that the list is sorted by something else.
    const isSorted = again.rows
      .slice(made)
      .every((row, at) => keyOf(row) === keyOf(first.rows[at] ?? row));
    const grown = (again.recordCount ?? Number.NaN) - (first.recordCount ?? Number.NaN);
    // Ids below zero are given downwards, so that new rows would not be at the top.
    return (
      isSorted &&
      pass.steady &&
      pass.cover.edge >= 0 &&
      made < again.rows.length &&
      grown === made &&
      (pass.count ?? 0) <= again.recordCount!
    );
  }

  #page({ number, size, turned = false }: PageAt): Promise<Rows> {
    return this.#received.load({
      ...this.#order,
      ...(turned && { orderdesc: false }),
      pageinate: true,
      page_size: size,
      page_no: number,
    });
  }
}

/** Pages overlap in the next reading, unless the server has shown that they cannot. */
const planAfter = ({ plan, lost, ownSize, cover }: PagePass): Plan => {
  if (plan === 'side by side') return ownSize ? plan : 'overlapping';
  return ownSize || (lost && !cover.unsorted) ? 'side by side' : plan;
};

const changed = (passes: number): string =>
  passes === 1
    ? 'it changed while it was read, and its rows have nothing that tells them apart'
    : `it changed each of the ${passes} times that it was read, so rows may be missing`;

/** Whether the rows that were on the first page still come before all others that were there: else they are sorted by what changes. */
function keepsOrder(
  first: readonly AnyRow[],
  known: readonly AnyRow[],
  { keyOf }: ReceivedRows,
): boolean {
  const before = new Map(first.map((row, at) => [keyOf(row), at]));
  const places = known.map((row) => before.get(keyOf(row)) ?? first.length);
  // What has moved up stands above the rows of the first page: only where one of them is shown, all of it is.
  const reaches = places.some((place) => place < first.length);
  return reaches && places.every((place, at) => at === 0 || place >= places[at - 1]!);
}
