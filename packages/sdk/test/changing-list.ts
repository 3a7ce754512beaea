import { HaloIncompleteListError } from 'halopsa';
import { findResource } from 'halopsa-catalogue';
import { expect } from 'vitest';
import type { Rows } from '../src/codec/rows.js';
import { type PageQuery, type PageSource, paginate } from '../src/paging/paginate.js';

/** What others do to the list between two requests: rows made, deleted, and moved out of and into the filter, by their share of all. */
export interface Change {
  readonly creates: number;
  readonly deletes: readonly number[];
  readonly toggles: readonly number[];
  /** Rows that are only updated. */
  readonly updates?: readonly number[];
}

/** How a server differs from one that does as it is asked. */
export interface Habits {
  /** Rows to a page at most. */
  readonly cap: number;
  /** Sorts by ids where it is asked to; else always newest first. */
  readonly sorts: boolean;
  /** Sends the last page again for one behind it. */
  readonly repeatsLast: boolean;
  /** What some answers count instead of the rows, by the number of the request. */
  readonly oddCounts: ReadonlyMap<number, number>;
  /** Always cuts its pages to the cap, whatever size is asked for. */
  readonly ownSize: boolean;
  /** Sorts by the last update, the newest first, whatever is asked. */
  readonly byUpdate?: boolean;
  /** Counts the rows of the answer in place of those of the list. */
  readonly countsPage?: boolean;
}

export const plain: Habits = { cap: 100, sorts: true, repeatsLast: false, oddCounts: new Map(), ownSize: false };

/** A list of a server that others change before each of its answers. */
export class ChangingList {
  requests = 0;
  /** Ids and whether they are in the filter, oldest first. */
  readonly rows: { id: number; shown: boolean; updated: number }[];
  /** Ids that were in the list from the first request to now. */
  readonly lasting: Set<number>;
  readonly #habits: Habits;
  readonly #changes: readonly Change[];
  #lastId: number;
  #lastUpdate = 0;

  constructor(length: number, habits: Habits, changes: readonly Change[], gap = 3) {
    this.#habits = habits;
    this.#changes = changes;
    // Every other row stands outside the filter, so that others can come in between.
    this.rows = Array.from({ length: length * 2 }, (_, index) => ({ id: index * gap + 1, shown: index % 2 === 0, updated: 0 }));
    for (const row of this.rows) row.updated = ++this.#lastUpdate;
    this.#lastId = length * 2 * gap + 1;
    this.lasting = new Set(this.rows.filter(({ shown }) => shown).map(({ id }) => id));
  }

  readonly load = async ({ page_size: asked, page_no: number, order, orderdesc, uncapped }: PageQuery): Promise<Rows> => {
    const change = this.#changes[this.requests];
    if (change && this.requests > 0) this.#apply(change);
    this.requests += 1;
    const { cap, sorts, repeatsLast, oddCounts, ownSize, byUpdate = false, countsPage = false } = this.#habits;
    const shown = this.rows.filter((row) => row.shown);
    if (byUpdate) shown.sort((a, b) => a.updated - b.updated);
    const list = shown.map(({ id }) => ({ id }));
    if (byUpdate || !sorts || order === undefined || orderdesc === true) list.reverse();
    const size = ownSize ? cap : Math.min(Number(asked), uncapped === true ? Number(asked) : cap);
    const last = Math.max(1, Math.ceil(list.length / size));
    const at = repeatsLast ? Math.min(Number(number), last) : Number(number);
    const rows = list.slice((at - 1) * size, at * size);
    const counted = countsPage ? rows.length : list.length;
    return { rows, recordCount: oddCounts.get(this.requests) ?? (rows.length === 0 ? 0 : counted) };
  };

  #apply({ creates, deletes, toggles, updates = [] }: Change): void {
    const pick = (share: number): number => Math.floor(share * this.rows.length);
    for (const share of deletes) {
      const [gone] = this.rows.splice(pick(share), 1);
      if (gone) this.lasting.delete(gone.id);
    }
    for (const share of toggles) {
      const row = this.rows[pick(share)];
      if (!row) continue;
      row.shown = !row.shown;
      row.updated = ++this.#lastUpdate;
      this.lasting.delete(row.id);
    }
    for (const share of updates) {
      const row = this.rows[pick(share)];
      if (row) row.updated = ++this.#lastUpdate;
    }
    for (let n = 0; n < creates; n += 1) this.rows.push({ id: ++this.#lastId, shown: true, updated: ++this.#lastUpdate });
  }
}

/** What the pager reads such a list by. */
export const sourceOf = (load: PageSource['load'], more: Partial<PageSource> = {}): PageSource => ({
  resource: findResource('tickets')!,
  pageSize: 10,
  concurrency: 3,
  takesCount: false,
  limit: Number.POSITIVE_INFINITY,
  order: 'free',
  filtered: true,
  load,
  ...more,
});

/** Reads a list and gives the ids that came, and the failure that ended it. */
export async function read(source: PageSource): Promise<{ ids: number[]; error: unknown }> {
  const ids: number[] = [];
  try {
    for await (const page of paginate(source)) ids.push(...page.map((row) => Number(row.id)));
    return { ids, error: undefined };
  } catch (error) {
    return { ids, error };
  }
}

/** Reads a list that changes and checks what holds whatever happens; whether it was proven whole. */
export async function checkHistory(server: ChangingList, source: PageSource): Promise<boolean> {
  const { ids, error } = await read(source);
  expect(new Set(ids).size, 'no row twice').toBe(ids.length);
  if (error !== undefined) {
    expect(error).toBeInstanceOf(HaloIncompleteListError);
    return false;
  }
  const got = new Set(ids);
  expect(
    [...server.lasting].filter((id) => !got.has(id)),
    'no row silently lost',
  ).toEqual([]);
  return true;
}
