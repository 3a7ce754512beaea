import { type AnyRow, type RowKey, SeenRows } from './row-keys.js';

/** How the rows of a list follow each other: by their ids, or by something else that stays as it is. */
export type Direction = 'descending' | 'ascending' | 'unknown';

/** What a page adds to what was read without a gap: rows beyond it, nothing new, or rows that may stand apart from it. */
export type Joint = 'extends' | 'inside' | 'apart';

/**
 * The part of a list, from its first row on, that was read without a gap.
 *
 * An answer shows all rows between its first and its last one, as they stood at that moment. Where it shares a row with what was
 * read before, or begins at its very next id, no row that stood there all the time can be between the two, whatever others do to
 * the list meanwhile and in whatever order the answers were made. So nothing has to be assumed about the changes, only that the
 * order of rows stays as it is, which is seen where it goes by ids.
 */
export class Coverage {
  readonly direction: Direction;
  /** True where rows did not come in the order that was taken for granted. */
  unsorted = false;
  readonly #keyOf: (row: AnyRow) => RowKey | undefined;
  readonly #covered: SeenRows | undefined;
  #edge = 0;

  /** The last id read without a gap, where ids are in order. */
  get edge(): number {
    return this.#edge;
  }

  constructor(direction: Direction, keyOf: (row: AnyRow) => RowKey | undefined) {
    this.direction = direction;
    this.#keyOf = keyOf;
    this.#covered = direction === 'unknown' ? new SeenRows([]) : undefined;
  }

  /** Begins, or begins again behind a gap, with these rows. */
  begin(rows: readonly AnyRow[]): void {
    if (this.#covered) this.#addKeys(rows);
    else this.#edge = this.#sortedIds(rows)?.at(-1) ?? this.#edge;
  }

  /** Takes in the rows of a page that is not empty. */
  add(rows: readonly AnyRow[]): Joint {
    return this.#covered ? this.#addByKey(rows) : this.#addById(rows);
  }

  #addByKey(rows: readonly AnyRow[]): Joint {
    if (!rows.some((row) => this.#holds(row))) return 'apart';
    return this.#addKeys(rows) ? 'extends' : 'inside';
  }

  #holds(row: AnyRow): boolean {
    const key = this.#keyOf(row);
    return key !== undefined && this.#covered!.has(key);
  }

  #addKeys(rows: readonly AnyRow[]): boolean {
    let added = false;
    for (const row of rows) {
      const key = this.#keyOf(row);
      if (key !== undefined && this.#covered!.add(key)) added = true;
    }
    return added;
  }

  #addById(rows: readonly AnyRow[]): Joint {
    const ids = this.#sortedIds(rows);
    if (!ids) return 'apart';
    const sign = this.direction === 'descending' ? 1 : -1;
    const [first, last] = [ids[0]!, ids.at(-1)!];
    if ((this.#edge - first) * sign > 1) return 'apart';
    if ((this.#edge - last) * sign <= 0) return 'inside';
    this.#edge = last;
    return 'extends';
  }

  #sortedIds(rows: readonly AnyRow[]): number[] | undefined {
    const ids = sortedIds(rows, this.direction, this.#keyOf);
    if (!ids) this.unsorted = true;
    return ids;
  }
}

function sortedIds(
  rows: readonly AnyRow[],
  direction: Direction,
  keyOf: (row: AnyRow) => RowKey | undefined,
): number[] | undefined {
  const ids: number[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    // Ids below zero are kept as texts.
    const id = typeof key === 'string' && !/^-\d+$/.test(key) ? Number.NaN : Number(key);
    const before = ids.at(-1);
    if (!Number.isSafeInteger(id)) return undefined;
    if (before !== undefined && (direction === 'descending' ? id >= before : id <= before))
      return undefined;
    ids.push(id);
  }
  return ids;
}

/** The direction in which the ids of these rows go; unknown where they do not, or where one row alone does not tell. */
export function directionOf(
  rows: readonly AnyRow[],
  keyOf: (row: AnyRow) => RowKey | undefined,
): Direction {
  if (rows.length < 2) return 'unknown';
  return (
    (['descending', 'ascending'] as const).find((direction) => sortedIds(rows, direction, keyOf)) ??
    'unknown'
  );
}
