import type { Field } from 'halopsa-catalogue/schemas';
import type { Cell, PlainCell } from '../cell.js';
import { SheetCell } from '../workbook/sheet-cell.js';
import type { ColumnRule } from './map-file.js';
import { Problem } from './problem.js';

/** What the field of a column takes of a cell that shows something else than it holds. */
export type Takes = 'shown' | 'number' | 'date' | 'held' | 'certain' | 'anything';

/** What a field takes, by its type and by what its rule says; an unknown type takes what is the same either way. */
export function takesOf(
  field: Pick<Field, 'type'> | undefined,
  { transforms = [], lookup }: ColumnRule,
): Takes {
  if (lookup !== undefined || transforms.includes('shown')) return 'shown';
  if (transforms.includes('value')) return 'held';
  const type = field?.type.replace(/(\[\])+$/, '');
  if (type === 'string') return 'shown';
  if (type === 'datetime') return 'date';
  return type !== undefined && /^(int|long|double|decimal|float|bool)$/.test(type)
    ? 'number'
    : 'certain';
}

/** The cells of a row as their columns take them; the same array where no cell shows something else than it holds. */
export function plainCells(cells: readonly Cell[], takes: readonly Takes[]): readonly PlainCell[] {
  if (cells.every(isPlain)) return cells;
  return cells.map((cell, at) =>
    cell instanceof SheetCell ? plain(cell, takes[at] ?? 'anything') : cell,
  );
}

const isPlain = (cell: Cell): cell is PlainCell => !(cell instanceof SheetCell);

function plain(cell: SheetCell, takes: Takes): PlainCell {
  if (takes === 'anything') return String(cell);
  const value = {
    shown: () => cell.shown,
    number: () => cell.value,
    date: () => cell.forDate,
    held: () => cell.held,
    certain: () => cell.certain,
  }[takes]();
  return value instanceof Problem ? new CellFault(value.message, String(cell)) : value;
}

/** A cell that its field cannot take; plans and exports have what it shows. */
class CellFault extends Problem {
  readonly #shown: string;

  constructor(message: string, shown: string) {
    super(message);
    this.#shown = shown;
  }

  override toString(): string {
    return this.#shown;
  }

  toJSON(): string {
    return this.#shown;
  }
}
