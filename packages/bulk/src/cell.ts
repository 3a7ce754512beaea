import type { FieldValue } from './fields.js';
import type { Problem } from './mapping/problem.js';
import type { SheetCell } from './workbook/sheet-cell.js';

/** A cell as its field takes it: what JSON carries, undefined where the row has none, or why it cannot be taken. */
export type PlainCell = FieldValue | Problem;

/** A cell of a source: a sheet has some that show something else than they hold. */
export type Cell = PlainCell | SheetCell;
