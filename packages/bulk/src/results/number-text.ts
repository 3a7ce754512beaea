import type { Cell } from '../cell.js';
import { isGrouped } from '../mapping/convert.js';
import type { NumberColumn } from '../plan/plan-file.js';

/** A number as a text that is read as the same number again, with the decimal sign of its column. */
export function numberText(value: number, decimal: NumberColumn['decimal']): string {
  const text = String(value);
  if (decimal === ',') return text.replace('.', ',');
  // 1.234 could be a thousand or one and a bit; 1.2340 cannot.
  return decimal === undefined && isGrouped.test(text) ? `${text}0` : text;
}

/** The cells of a row as a CSV file of the plan has them. */
export function cellsForFile(
  cells: readonly Cell[],
  numbers: readonly NumberColumn[] = [],
): readonly Cell[] {
  if (numbers.length === 0) return cells;
  const written = [...cells];
  for (const { at, decimal } of numbers) {
    const cell = cells[at];
    if (typeof cell === 'number') written[at] = numberText(cell, decimal);
  }
  return written;
}
