import { tables as text } from './generated/tables.js';

/** The kinds of columns: `zero` and `sum` are an `int` and a `float` that are never null, `is` is true where its field has a value. */
export type ColumnKind = 'int' | 'zero' | 'float' | 'sum' | 'text' | 'datetime' | 'bit' | 'is';

/** The fields behind the columns of one kind, by the database's names of the columns; behind a colon the value that makes `is` true. */
export type ColumnFields = Readonly<Record<string, string>>;

/** A table of Halo's database, which reports are written against. */
export interface Table extends Readonly<Partial<Record<ColumnKind, ColumnFields>>> {
  /** The resources whose records are the rows, one after another; `tickets:deleted` are those that were deleted. */
  readonly records: readonly string[];
  /** The list inside each record whose members are the rows; they know their record by the field that `link` names. */
  readonly members?: { readonly list: string; readonly link: string };
}

const all = JSON.parse(text) as Readonly<Record<string, Table>>;

/** All tables that are known, by the database's names. */
export const tables: ReadonlyMap<string, Table> = new Map(Object.entries(all));

/** The table that holds the records of a resource, or undefined where none is known. */
export const tableOf = (resource: string): string | undefined =>
  Object.entries(all).find(
    ([, { members, records }]) => members === undefined && records.includes(resource),
  )?.[0];
