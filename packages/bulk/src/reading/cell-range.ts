import { BulkInputError } from '../input-error.js';
import type { SourceRow } from './source.js';

/** Cells of a sheet from corner to corner, counted from 1. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Reads `B3:F200`. */
export function readRange(text: string, file: string): Area {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text.trim());
  if (!found)
    throw new BulkInputError(`"${text}" is not a range of cells`, 'Write it like B3:F200.', {
      file,
    });
  const [, left = '', top = '', right = '', bottom = ''] = found;
  const area = {
    top: Number(top),
    left: columnNumber(left),
    bottom: Number(bottom),
    right: columnNumber(right),
  };
  if (area.top < 1 || area.top > area.bottom || area.left > area.right)
    throw new BulkInputError(
      `"${text}" is not a range of cells`,
      'Name the upper left corner first, like B3:F200.',
      { file },
    );
  return area;
}

/** The number of a column, from 1, by its letters. */
export const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** The rows of a text inside a range, counted as a spreadsheet that opens it does: a row whose cells hold line breaks is one. */
export async function* cropped(
  batches: AsyncIterable<readonly SourceRow[]>,
  area: Area,
): AsyncGenerator<SourceRow[]> {
  let number = 0;
  for await (const batch of batches) {
    const rows: SourceRow[] = [];
    for (const { line, cells } of batch) {
      number += 1;
      if (number < area.top || number > area.bottom) continue;
      const wanted = cells.slice(area.left - 1, area.right);
      // Rows may leave out empty cells at their end; beyond that the range is not filled.
      rows.push({ line, cells: wanted });
    }
    if (rows.length > 0) yield rows;
    if (number >= area.bottom) return;
  }
}
