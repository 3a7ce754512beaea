import type { Cell } from '../cell.js';
import { Problem } from '../mapping/problem.js';
import type { Area } from '../reading/cell-range.js';
import type { SourceRow } from '../reading/source.js';
import { areaText } from './address.js';
import { limits } from './limits.js';
import { damaged, tooLarge } from './workbook-error.js';

/**
 * Fills merged cells down: a value that is merged over several rows belongs to each of them. If cells are merged over several columns,
 * only the first is certain; the others are problems of their row.
 */
export class MergedCells {
  readonly #areas: readonly Area[];
  /** The places of the columns that are read, by their numbers. */
  readonly #places: ReadonlyMap<number, number>;
  readonly #file: string;
  readonly #open = new Map<number, { area: Area; value: Cell; place: number }>();
  #next = 0;

  /** `columns` are the numbers of those that are read, in the order of a row's cells. */
  constructor(areas: readonly Area[], columns: readonly number[], file: string) {
    this.#places = new Map(columns.map((column, place) => [column, place]));
    this.#file = file;
    this.#areas = areas
      .filter((area) => area.top < area.bottom || area.left < area.right)
      .sort((a, b) => a.top - b.top || a.left - b.left);
    const cells = this.#areas.reduce(
      (sum, { left, right }) => sum + Math.min(right - left + 1, columns.length),
      0,
    );
    if (cells > limits.mergedColumns)
      throw tooLarge(
        file,
        `the merged areas of the sheet reach over more than ${limits.mergedColumns} columns together`,
      );
  }

  /** A row with what merged cells give it; to be called for each row in order. */
  fill(row: SourceRow): SourceRow {
    for (
      let area = this.#areas[this.#next];
      area && area.top <= row.line;
      area = this.#areas[this.#next]
    ) {
      this.#begin(area, row);
      this.#next += 1;
    }
    if (this.#open.size === 0) return row;
    const cells = [...row.cells];
    for (const [column, { area, value, place }] of this.#open) {
      if (area.bottom < row.line) this.#open.delete(column);
      else if (row.line > area.top || column > area.left)
        cells[place] = this.#covered(cells[place], column, { area, value });
    }
    return { ...row, cells };
  }

  /** What a cell beneath a merged one holds. */
  #covered(own: Cell, column: number, { area, value }: { area: Area; value: Cell }): Cell {
    const problem = (why: string): Problem =>
      new Problem(`the cells ${areaText(area)} are merged, ${why}: undo the merge in the sheet`);
    if (own !== '') return problem('and this one holds a value of its own beneath them');
    return column > area.left ? problem('and it is not known what this column holds') : value;
  }

  #begin(area: Area, row: SourceRow): void {
    if (area.bottom < row.line) return;
    // A row that is left out for being empty cannot be the one that holds the value.
    const first = this.#places.get(area.left);
    const value = row.line === area.top && first !== undefined ? row.cells[first] : '';
    for (const [column, place] of this.#columnsOf(area)) {
      const other = this.#open.get(column);
      if (other && other.area.bottom >= area.top)
        throw damaged(
          this.#file,
          `the merged cells ${areaText(other.area)} and ${areaText(area)} overlap`,
        );
      this.#open.set(column, { area, value, place });
    }
  }

  /** The columns of an area that are read, and their places. */
  *#columnsOf({ left, right }: Area): Generator<[column: number, place: number]> {
    // The fewer of the two are walked through: an area may reach over all columns that a sheet can have.
    const columns =
      right - left < this.#places.size ? numbersFrom(left, right) : this.#places.keys();
    for (const column of columns) {
      const place = column >= left && column <= right ? this.#places.get(column) : undefined;
      if (place !== undefined) yield [column, place];
    }
  }
}

function* numbersFrom(first: number, last: number): Generator<number> {
  for (let number = first; number <= last; number += 1) yield number;
}

/** The notes on merged cells below a heading; `names` are those of its columns, by their numbers. */
export function mergedNotes(
  areas: readonly Area[],
  heading: number,
  names: ReadonlyMap<number, string>,
): string[] {
  const filled = areas.filter(
    ({ top, bottom, left }) => top > heading && bottom > top && names.has(left),
  );
  if (filled.length === 0) return [];
  const shown = filled.slice(0, 3).map((area) => `${areaText(area)} ("${names.get(area.left)}")`);
  const more = filled.length > shown.length ? ` and ${filled.length - shown.length} more` : '';
  return [
    `Merged cells are filled down: each row of ${shown.join(', ')}${more} has the value of the first.`,
  ];
}

/** A merged area that reaches from the heading into the rows below it: the heading has two lines. */
export const headingBelow = (
  areas: readonly Area[],
  heading: number,
  names: ReadonlyMap<number, string>,
): Area | undefined =>
  areas.find(
    ({ top, bottom, left, right }) =>
      top <= heading &&
      bottom > heading &&
      [...names.keys()].some((column) => column >= left && column <= right),
  );
