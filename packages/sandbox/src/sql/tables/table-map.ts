/**
 * A table of the database as the sandbox serves it: the records behind it, and its columns by their type.
 * Columns are written `Column=field`, separated by spaces; the column has the database's spelling, the field the API's.
 */
export interface TableMap {
  /** The collections whose records are the rows, one after another. */
  readonly records: readonly string[];
  /** The list inside each record whose members are the rows; they know their record by the field that `link` names. */
  readonly members?: { readonly list: string; readonly link: string };
  readonly int?: string;
  /** Whole numbers that are 0 and never null where nothing is set. */
  readonly zero?: string;
  readonly float?: string;
  /** Sums of money that are 0 and never null where nothing is set. */
  readonly sum?: string;
  readonly text?: string;
  readonly datetime?: string;
  /** False and never null where nothing is set. */
  readonly bit?: string;
  /** True where the field has the value that is named: `Column=field:value`. */
  readonly is?: string;
}

export type TableMaps = Readonly<Record<string, TableMap>>;
