import type { Resource } from 'halopsa-catalogue';
import { isAsWritten } from '../cell-value.js';
import { type Draft, valueAt } from '../mapping/field-path.js';
import type { Target } from '../mapping/read-row.js';
import { fieldAt } from '../mapping/set-by-halo.js';
import { sameValue } from '../matching/same-value.js';

interface Row {
  readonly cells: readonly unknown[];
  readonly found: Readonly<Draft>;
  readonly resource: Resource;
}

/** The first cell that says something else than the record, in a column whose field Halo sets itself. */
export function editOfHalo(
  compared: readonly Target[],
  { cells, found, resource }: Row,
): { readonly column: string; readonly message: string } | undefined {
  for (const { column, field, path, cellOf, convert, at } of compared) {
    const cell = cellOf(cells);
    const present = valueAt(found, path);
    const isAsItWas = cell === undefined || cell === null || (at !== undefined && isAsWritten(cells[at], present));
    if (isAsItWas || sameValue(convert(cell), present)) continue;
    const instead = fieldAt(path, resource)?.instead;
    return { column, message: `Halo sets ${field} itself, and it is ${JSON.stringify(present ?? null)}: use ${instead}` };
  }
  return undefined;
}
