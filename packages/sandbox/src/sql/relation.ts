import type { SqlType, SqlValue } from './value.js';

/** One row of a relation: a stored record, or the values of a derived table. What it is only its columns know. */
export type Row = object;

/** A column with how its value is read from a row. */
export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly read: (row: Row) => SqlValue;
}

/** A table, or the result of a query. */
export interface Relation {
  readonly columns: readonly Column[];
  readonly rows: () => Iterable<Row>;
}

/** Finds a table by its name without regard to case, and by its schema where it is one of the database's own; undefined where there is none. */
export type Tables = (name: string, schema?: string) => Relation | undefined;

/** The rows of a group with one row per source, or a single row; a source that an outer join found nothing for has none. */
export interface Frame {
  readonly rows: readonly (Row | undefined)[];
  /** Values of the aggregates of the group, by their number. */
  readonly aggregates: readonly SqlValue[];
  /** The row of the query around this one, for what refers to it. */
  readonly outer: Frame | undefined;
}

/** The frame of what needs no row. */
export const NO_FRAME: Frame = { rows: [], aggregates: [], outer: undefined };
