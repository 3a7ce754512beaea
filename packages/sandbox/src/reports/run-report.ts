import { formatHaloDate } from 'halopsa-ground';
import { status } from '../http/refusal.js';
import type { Context } from '../resources/contract.js';
import type { Column } from '../sql/relation.js';
import type { SqlRow } from '../sql/rows.js';
import { runQuery } from '../sql/run-query.js';
import { WorkBudget } from '../sql/session.js';
import { SqlError, SqlTimeout } from '../sql/sql-error.js';
import { openTables } from '../sql/tables/open-tables.js';
import { type SqlType, type SqlValue, textOf } from '../sql/value.js';
import type { HaloRecord, HaloValue } from '../store/port.js';
import { type ReportFilter, type ReportRequest, variablesOf } from './report-request.js';

/** A report that has been run. */
export interface ReportRun {
  readonly columns: readonly ReportColumn[];
  /** Objects whose members are the columns. */
  readonly rows: readonly HaloRecord[];
  /** Why the database refused it; undefined where it ran. */
  readonly error: string | undefined;
}

/** A column of a result, with the kind of its values in Halo's words. */
export interface ReportColumn {
  readonly name: string;
  readonly dataType: string;
}

const MOST_ROWS = 50_000;
/** Rows that a statement may look at; about as many as take the real server's minute here a few seconds. */
const WORK = 20_000_000;

/** Runs a report over the records of the caller's tenant. What the database refuses is reported in the result; too much work ends in 504. */
export function runReport(request: ReportRequest, { clock, records }: Context): ReportRun {
  try {
    const session = {
      tables: openTables(records),
      now: new Date(clock.now()),
      variables: variablesOf(request),
      budget: new WorkBudget(WORK),
    };
    const result = runQuery(request.sql, session, (columns) => ({
      keeps: narrowing(columns, request),
      most: MOST_ROWS,
    }));
    const columns = result.columns.map(
      ({ name, type }): ReportColumn => ({ name, dataType: DATA_TYPES[type] }),
    );
    return { columns, rows: result.rows.map(asObject(columns)), error: undefined };
  } catch (error) {
    if (error instanceof SqlTimeout) throw status(504);
    if (error instanceof SqlError) return { columns: [], rows: [], error: error.message };
    throw error;
  }
}

const DATA_TYPES: Readonly<Record<SqlType, string>> = {
  int: 'int',
  float: 'float',
  text: 'nvarchar',
  datetime: 'datetime',
  date: 'date',
  bit: 'bit',
  null: 'int',
};

/** What the filters and the period leave of the rows. Both name columns of the result, since the SQL runs as a derived table. */
function narrowing(
  columns: readonly Column[],
  { filters, dateColumn, start, end }: ReportRequest,
): (row: SqlRow) => boolean {
  const tests = filters.map((filter) => filterTest(filter, columns));
  const dates = dateColumn === undefined ? -1 : position(dateColumn, columns);
  if (dates >= 0 && (start || end)) tests.push((row) => lies(row[dates] ?? null, start, end));
  return (row) => tests.every((test) => test(row));
}

function filterTest(
  { column, values, excludes }: ReportFilter,
  columns: readonly Column[],
): (row: SqlRow) => boolean {
  const at = position(column, columns);
  if (at < 0) throw new SqlError(`Invalid column name '${column}'.`);
  const wanted = new Set(values.map((value) => String(value).toLowerCase()));
  return (row) => {
    const value = row[at] ?? null;
    const held =
      value !== null &&
      (wanted.has(textOf(value).toLowerCase()) || wanted.has(String(value).toLowerCase()));
    return held !== excludes;
  };
}

const position = (name: string, columns: readonly Column[]): number =>
  columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());

const lies = (value: SqlValue, start: Date | undefined, end: Date | undefined): boolean =>
  value instanceof Date && (!start || value >= start) && (!end || value <= end);

const asObject =
  (columns: readonly ReportColumn[]) =>
  (row: SqlRow): HaloRecord =>
    Object.fromEntries(columns.map(({ name }, at) => [name, shown(row[at] ?? null)]));

const shown = (value: SqlValue): HaloValue =>
  value instanceof Date ? formatHaloDate(value.getTime()) : value;
