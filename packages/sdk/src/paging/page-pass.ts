import type { Rows } from '../codec/rows.js';
import { Coverage, type Direction, directionOf } from './coverage.js';
import { lastRows, overlappingPage, type PageAt, pageNumber } from './page-plan.js';
import { ReadAhead } from './read-ahead.js';
import type { ReceivedRows } from './received-rows.js';
import type { AnyRow } from './row-keys.js';

/** Which pages a pass asks for: each a row over the one before, or side by side. */
export type Plan = 'overlapping' | 'side by side';

/** What a pass is made with. */
export interface PassSettings {
  readonly plan: Plan;
  readonly direction: Direction;
  /** Rows that the server gives a page. */
  readonly size: number;
  readonly first: Rows;
  /** True where the count of the first page is not to be trusted to be that of the list. */
  readonly unsure: boolean;
  /** True where the server can be asked for the opposite order. */
  readonly turns: boolean;
  readonly load: (at: PageAt) => Promise<Rows>;
}

/** Fewer rows than these can be in order by chance. */
const fewestInOrder = 5;

/** How many answers in a row may bring the pass no further: a page that slid far away takes some steps back. */
const mostIdle = 12;

/** One reading of a list from its first page to its end. */
export class PagePass {
  /** True where two pages may have a row between them. */
  open = false;
  /** True where the pass did not get to the end of the list. */
  lost = false;
  /** True where the server answers with more rows than asked for, so that a page number does not say where they stand. */
  ownSize = false;
  /** True where every page is the first one over again. */
  repeats = false;
  /** True where each page counted as many rows as the one before it, or more. */
  steady = true;
  /** True where the last rows came in the opposite order when asked for so: the list is sorted as it was asked to be. */
  ordered = false;
  /** False where the server does not sort as it is asked to. */
  turns: boolean;
  /** The fewest rows that the server counted. */
  fewest: number | undefined;
  readonly cover: Coverage;
  /** How many rows the newest answer counts. */
  count: number | undefined;
  readonly #received: ReceivedRows;
  readonly #settings: PassSettings;
  readonly #ahead: ReadAhead;
  /** Rows of the newest page, and how many rows stood before and in it. */
  #newest: readonly AnyRow[];
  #position: number;
  #number = 1;
  #full = true;
  #idle = 0;
  readonly #missed = new Set<string>();
  /** True where the last rows did not join what was read, until another page has. */
  #tooEarly = false;

  constructor(received: ReceivedRows, settings: PassSettings) {
    this.#received = received;
    this.#settings = settings;
    this.turns = settings.turns;
    this.cover = new Coverage(settings.direction, received.keyOf);
    this.cover.begin(settings.first.rows);
    this.#ahead = new ReadAhead(settings.load, received.source.concurrency);
    this.#newest = settings.first.rows;
    this.#position = settings.first.rows.length;
    this.#tally(settings.first, 0);
  }

  /** Reads the pages behind the first one and yields what is new in them. */
  async *read(): AsyncGenerator<readonly AnyRow[], void, undefined> {
    for (let more = this.#settings.unsure || this.#more(); more && !this.#received.limited; ) {
      const pages = this.#upcoming();
      const [at] = pages;
      const answer = await this.#ahead.take(pages);
      yield this.#received.fresh(answer.rows);
      more = this.#take(at!, answer);
    }
  }

  /** The page to ask for now and those that follow where nothing changes, as many as are read at a time. */
  #upcoming(): PageAt[] {
    const pages = [this.#after(this.#number, this.#position)];
    while (pages.length < this.#received.source.concurrency) {
      const { number, size, from, turned } = pages.at(-1)!;
      if (turned) break;
      if (this.count !== undefined && from + size >= this.count) break;
      pages.push(this.#after(number, from + size));
    }
    return pages;
  }

  #after(number: number, position: number): PageAt {
    const { plan, size } = this.#settings;
    if (this.#isLast(position)) return lastRows(this.count!, size);
    const overlapping = plan === 'overlapping' ? overlappingPage(position, size) : undefined;
    return (
      overlapping ??
      pageNumber(plan === 'overlapping' ? Math.floor(position / size) + 1 : number + 1, size)
    );
  }

  /** Whether the last page holds all rows behind a position, and one before them where pages overlap. */
  #isLast(position: number): boolean {
    const { size } = this.#settings;
    const behind = (this.count ?? 0) - position;
    const sorts = this.turns && !this.#tooEarly && size >= fewestInOrder;
    return sorts && behind > 0 && behind < size + (this.#sideBySide ? 1 : 0);
  }

  /**
   * The last rows, in the opposite order. They end the list, and show that it is sorted as it was asked to be: one sorted by the last
   * update may show ids in order by chance, and hide a row that has moved up unread.
   */
  #takeLast(answer: Rows): boolean {
    const rows = [...answer.rows].reverse();
    this.#tally(answer, 0);
    this.turns = rows.length < 2 || directionOf(rows, this.#received.keyOf) === 'descending';
    if (!this.turns) return true;
    const isApart = rows.length > 0 && this.#join(rows) === 'apart';
    this.#tooEarly = isApart && !this.#sideBySide;
    if (this.#tooEarly) return !this.lost;
    this.open ||= isApart;
    this.ordered = rows.length > 0;
    return false;
  }

  /** Takes in an answer and returns whether there is more to ask for. */
  #take(at: PageAt, answer: Rows): boolean {
    if (at.turned) return this.#takeLast(answer);
    const { rows } = answer;
    const { first } = this.#settings;
    const known = this.count;
    this.ownSize ||= rows.length > at.size;
    this.#full = rows.length >= at.size;
    if (rows.length === 0) return this.#pastTheEnd(at, known);
    if (at.from > 0 && isSamePage(rows, first.rows, this.#received)) {
      this.repeats = true;
      return false;
    }
    const again = isSamePage(rows, this.#newest, this.#received);
    const isApart = this.#join(rows) === 'apart';
    if (this.lost || this.misplaced) return false;
    if (isApart && !this.#sideBySide && at.from < this.#position) return this.#stepBack(at);
    if (isApart) {
      this.open = true;
      this.cover.begin(rows);
    }
    this.#tally(answer, at.from);
    this.#newest = rows;
    this.#number = at.number;
    this.#position = at.from + rows.length;
    // The last page over again, as some servers answer what lies behind it.
    if (again) return this.#ended();
    return (this.#full || this.#sideBySide) && this.#more();
  }

  /** Joins rows to what was read before; too many answers in a row that bring nothing further end the pass. */
  #join(rows: readonly AnyRow[]): ReturnType<Coverage['add']> {
    const joint = this.#received.keyed ? this.cover.add(rows) : 'extends';
    if (joint === 'extends') this.#tooEarly = false;
    this.#idle = joint === 'extends' || this.#sideBySide ? 0 : this.#idle + 1;
    this.lost = this.#idle > mostIdle || this.cover.unsorted;
    return joint;
  }

  get plan(): Plan {
    return this.#settings.plan;
  }

  /** True where pages were to overlap and the server cut them as it likes. */
  get misplaced(): boolean {
    return this.ownSize && !this.#sideBySide;
  }

  get #sideBySide(): boolean {
    return this.#settings.plan === 'side by side';
  }

  /** Whether rows stand behind what was read. A full page may always have others behind it where the counts do not agree with each other. */
  #more(): boolean {
    if (this.count === undefined || !this.steady) return this.#full || this.#below(this.count ?? 0);
    return this.#below(this.count);
  }

  #below(count: number): boolean {
    return (this.#sideBySide ? this.#number * this.#settings.size : this.#position) < count;
  }

  /** Nothing stands here. Where something did, rows have left the list and what stood behind them has moved up. */
  #pastTheEnd(at: PageAt, known: number | undefined): boolean {
    if (this.#sideBySide) return this.#ended(known === undefined || known <= at.from);
    this.#idle += 1;
    this.lost = this.#idle > mostIdle;
    return !this.lost && this.#stepBack(at);
  }

  /** Goes back to where a page can join; a page that misses twice comes from a server that cuts its pages as it likes. */

  #stepBack({ number, size, from }: PageAt): boolean {
    const name = `${number}/${size}`;
    if (this.#missed.has(name)) this.ownSize = true;
    this.#missed.add(name);
    this.#position = Math.max(
      1,
      Math.min(from, this.#position) - Math.ceil(this.#settings.size / 2) * this.#idle,
    );
    return !this.ownSize;
  }

  #ended(expected = false): false {
    this.steady &&= expected;
    return false;
  }

  #tally({ rows, recordCount }: Rows, from: number): void {
    // A count of fewer rows than have come cannot be right and does not count.
    const count =
      recordCount !== undefined && recordCount >= from + rows.length ? recordCount : undefined;
    this.steady &&= count !== undefined && count >= (this.count ?? 0);
    if (count !== undefined) this.fewest = Math.min(this.fewest ?? count, count);
    this.count = count;
  }
}

/** Whether two pages hold the same rows. */
export function isSamePage(
  rows: readonly AnyRow[],
  others: readonly AnyRow[],
  { keyOf }: ReceivedRows,
): boolean {
  const same = (a: AnyRow, b: AnyRow): boolean => keyOf(a) === keyOf(b) && textOf(a) === textOf(b);
  return rows.length === others.length && rows.every((row, index) => same(row, others[index]!));
}

/** A row as text; what nests too deep to be written is told apart by its key alone. */
function textOf(row: AnyRow): string {
  try {
    return JSON.stringify(row);
  } catch {
    return '';
  }
}
