import { BulkInputError } from '../input-error.js';
import { findHeading } from './find-heading.js';
import { readHeadings } from './headings.js';
import { RaggedRows } from './ragged-rows.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

/** A table before it is known which of its rows is the heading. */
export interface RawTable {
  readonly name: string;
  readonly format: string;
  readonly path?: string | undefined;
  /** The numbers of its columns, where they are not counted from 1 without a gap. */
  readonly columnNumbers?: readonly number[] | undefined;
  /** What a person should know of how it was read. */
  readonly notes?: readonly string[] | undefined;
  /** Its rows once, in order, blank ones too. */
  rows(): AsyncIterable<readonly SourceRow[]>;
  /**
   * Told which row is the heading, before its names are read: gives what is to be said because of it, and makes of each row below
   * what it means. Throws BulkInputError for a heading that cannot be meant.
   */
  headed?(heading: SourceRow): HeadedRows;
  /** Looks at a row below the heading; throws BulkInputError for what cannot be meant. */
  inspect?(row: SourceRow, width: number): void;
}

/** What depends on which row is the heading. */
export interface HeadedRows {
  readonly notes: readonly string[];
  row(row: SourceRow): SourceRow;
}

/** Rows that are looked at to find the heading. */
const rowsAhead = 50;

/**
 * Finds the heading of a table and gives the rows below it. Titles above the heading are passed over where `skipLines` says so, or
 * where the rows look like titles, which `notes` then tells. Rows of another width than the heading are refused, all at once.
 */
export async function headedSource(table: RawTable, options: ReadOptions): Promise<Source> {
  const { name, path, format } = table;
  const batches = table.rows()[Symbol.asyncIterator]();
  const ahead: SourceRow[] = [];
  let isEnded = false;
  while (ahead.length < rowsAhead && !isEnded) {
    const { done, value } = await batches.next();
    if (done) isEnded = true;
    else for (const row of value) if (isFilled(row) && row.line > (options.skipLines ?? 0)) ahead.push(row);
  }
  const found = findHeading(ahead.slice(0, rowsAhead), options.skipLines === undefined && options.range === undefined);
  const heading = ahead[found.at];
  if (!heading) throw new BulkInputError('the file is empty', 'Export it again with a heading and rows.', { file: name });
  const headed = table.headed?.(heading);
  const numbers = table.columnNumbers;
  const columns = readHeadings(
    heading.cells,
    name,
    { line: heading.line, ...(numbers ? { numbers, width: numbers.length } : {}) },
    options,
  );
  const notes = [...(table.notes ?? []), ...(found.note === undefined ? [] : [found.note]), ...(headed?.notes ?? [])];
  const shape = { table, headed, width: columns.length, heading };
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    const ragged = new RaggedRows(name, columns.length);
    const shaped = (batch: readonly SourceRow[]): SourceRow[] => shapedRows(batch, { ...shape, ragged });
    const first = shaped(ahead.slice(found.at + 1));
    if (first.length > 0 && ragged.count === 0) yield first;
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      const batch = shaped(next.value);
      // Once a row is refused, the others are only looked at for the same fault.
      if (ragged.count === 0 && batch.length > 0) yield batch;
    }
    ragged.refuse();
  }
  return { name, path, columns, format, notes, rows };
}

interface Shape {
  readonly table: RawTable;
  readonly headed: HeadedRows | undefined;
  readonly ragged: RaggedRows;
  readonly width: number;
  readonly heading: SourceRow;
}

function shapedRows(batch: readonly SourceRow[], { table, headed, ragged, width, heading }: Shape): SourceRow[] {
  const rows: SourceRow[] = [];
  for (const given of batch) {
    if (!isFilled(given)) continue;
    const row = headed?.row(given) ?? given;
    table.inspect?.(row, width);
    if (width > 1 && isSame(row, heading))
      throw new BulkInputError(
        `the heading of line ${heading.line} stands here again`,
        'Take the line out: a row of it would be a record with these names for values.',
        { file: table.name, line: row.line },
      );
    if (row.cells.length === width) rows.push(row);
    // Trailing separators are a habit of spreadsheets; a cell with content beyond the heading is a mistake.
    else if (row.cells.length > width && row.cells.slice(width).every(isEmpty))
      rows.push({ line: row.line, cells: row.cells.slice(0, width) });
    else ragged.add(row);
  }
  return rows;
}

const textOf = (cell: unknown): string => (typeof cell === 'string' ? cell.trim() : String(cell ?? ''));

/** Files that were joined, and reports of several pages, have their heading more than once. */
const isSame = ({ cells }: SourceRow, heading: SourceRow): boolean =>
  textOf(cells[0]) === textOf(heading.cells[0]) &&
  cells.length === heading.cells.length &&
  cells.every((cell, at) => textOf(cell) === textOf(heading.cells[at]));

const isEmpty = (cell: unknown): boolean => cell === '' || cell === null || cell === undefined;

/** Spreadsheets write a line of separators for each row below the last one that ever held something, and others one of blanks. */
function isFilled({ cells }: SourceRow): boolean {
  for (const cell of cells) if (!isEmpty(cell) && !(typeof cell === 'string' && cell.trim() === '')) return true;
  return false;
}
