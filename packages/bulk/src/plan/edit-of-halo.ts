import type { PlainCell } from '../cell.js';
import { isAsWritten } from '../cell-value.js';
import type { Fields, FieldValue } from '../fields.js';
import { valueAt } from '../mapping/field-path.js';
import { Problem } from '../mapping/problem.js';
import type { Target } from '../mapping/read-row.js';
import { sameValue } from '../matching/same-value.js';

interface Row {
  readonly cells: readonly PlainCell[];
  readonly found: Fields;
}

const isSame = (value: PlainCell, present: FieldValue): boolean =>
  !(value instanceof Problem) && sameValue(value, present);

/** The first cell that says something else than the record, in a column whose field Halo sets itself. */
export function editOfHalo(
  compared: readonly Target[],
  { cells, found }: Row,
): { readonly column: string; readonly message: string } | undefined {
  for (const { column, field, path, cellOf, convert, at, instead } of compared) {
    const cell = cellOf(cells);
    const present = valueAt(found, path);
    const isAsItWas =
      cell === undefined || cell === null || (at !== undefined && isAsWritten(cells[at], present));
    if (isAsItWas || (!(cell instanceof Problem) && isSame(convert(cell), present))) continue;
    return {
      column,
      message: `Halo sets ${field} itself, and it is ${JSON.stringify(present ?? null)}: use ${instead}`,
    };
  }
  return undefined;
}
