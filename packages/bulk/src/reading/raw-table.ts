import type { Note } from 'halopsa-catalogue/errors';
import type { Cell } from '../cell.js';
import { BulkInputError } from '../input-error.js';
import { findHeading } from './find-heading.js';
import { readHeadings } from './headings.js';
import { RaggedRows } from './ragged-rows.js';
import type { ReadOptions, Source, SourceRow } from './source.js';

/** A table whose heading has not been found yet. */
export interface RawTable {
  readonly name: string;
  readonly format: string;
  readonly path?: string | undefined;
  /** The numbers of its columns, where they are not counted from 1 without a gap. */
  readonly columnNumbers?: readonly number[] | undefined;
  /** What a person should know of how it was read. */
  readonly notes?: readonly Note[] | undefined;
  /** Its rows once, in order, blank ones too. */
  rows(): AsyncIterable<readonly SourceRow[]>;
  /**
   * Called with the heading before its names are read: returns the notes that follow from it, and what turns each row below into what
   * it means. Throws BulkInputError for a heading that cannot be right.
   */
  headed?(heading: SourceRow): HeadedRows;
  /** Looks at a row below the heading; throws BulkInputError for what cannot be right. */
  inspect?(row: SourceRow, width: number): void;
}

/** What depends on which row is the heading. */
export interface HeadedRows {
  readonly notes: readonly Note[];
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
  const ahead = await readAhead(batches, options.skipLines ?? 0);
  const found = findHeading(
    ahead.slice(0, rowsAhead),
    options.skipLines === undefined && options.range === undefined,
  );
  const heading = ahead[found.at];
  if (!heading)
    throw new BulkInputError('the file is empty', 'Export it again with a heading and rows.', {
      file: name,
    });
  const headed = table.headed?.(heading);
  const columns = columnsOf(table, heading, options);
  const notes = [
    ...(table.notes ?? []),
    ...(found.note === undefined ? [] : [found.note]),
    ...(headed?.notes ?? []),
  ];
  const shape = { table, headed, width: columns.length, heading };
  return {
    name,
    path,
    columns,
    format,
    notes,
    rows: () => rowsBelow(ahead.slice(found.at + 1), batches, shape),
  };
}

type Batches = AsyncIterator<readonly SourceRow[]>;

/** The first rows that hold something: the heading is looked for among them. */
async function readAhead(batches: Batches, skipLines: number): Promise<SourceRow[]> {
  const ahead: SourceRow[] = [];
  while (ahead.length < rowsAhead) {
    const { done, value } = await batches.next();
    if (done) break;
    for (const row of value) if (isFilled(row) && row.line > skipLines) ahead.push(row);
  }
  return ahead;
}

function columnsOf(
  { name, columnNumbers: numbers }: RawTable,
  { cells, line }: SourceRow,
  options: ReadOptions,
): string[] {
  return readHeadings(
    cells,
    name,
    { line, ...(numbers ? { numbers, width: numbers.length } : {}) },
    options,
  );
}

interface Shape {
  readonly table: RawTable;
  readonly headed: HeadedRows | undefined;
  readonly width: number;
  readonly heading: SourceRow;
}

/** The rows below the heading: those that were read to find it, and all that follow. */
async function* rowsBelow(
  first: readonly SourceRow[],
  batches: Batches,
  shape: Shape,
): AsyncGenerator<readonly SourceRow[]> {
  const ragged = new RaggedRows(shape.table.name, shape.width);
  const shaped = shapedRows(first, shape, ragged);
  if (shaped.length > 0 && ragged.count === 0) yield shaped;
  for (let next = await batches.next(); !next.done; next = await batches.next()) {
    const batch = shapedRows(next.value, shape, ragged);
    // Once a row is refused, the others are only checked for the same fault.
    if (ragged.count === 0 && batch.length > 0) yield batch;
  }
  ragged.refuse();
}

function shapedRows(
  batch: readonly SourceRow[],
  { table, headed, width, heading }: Shape,
  ragged: RaggedRows,
): SourceRow[] {
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
    const fitted = fittedTo(row, width);
    if (fitted) rows.push(fitted);
    else ragged.add(row);
  }
  return rows;
}

/** A row as wide as the heading; undefined for one with too few or too many cells. */
function fittedTo(row: SourceRow, width: number): SourceRow | undefined {
  const { line, cells } = row;
  if (cells.length === width) return row;
  // Spreadsheets often write trailing separators; a cell with content beyond the heading is a mistake.
  const hasTrailingBlanks = cells.length > width && cells.slice(width).every(isEmpty);
  return hasTrailingBlanks ? { line, cells: cells.slice(0, width) } : undefined;
}

const textOf = (cell: Cell): string =>
  typeof cell === 'string' ? cell.trim() : String(cell ?? '');

/** Files that were joined, and reports of several pages, have their heading more than once. */
const isSame = ({ cells }: SourceRow, heading: SourceRow): boolean =>
  textOf(cells[0]) === textOf(heading.cells[0]) &&
  cells.length === heading.cells.length &&
  cells.every((cell, at) => textOf(cell) === textOf(heading.cells[at]));

const isEmpty = (cell: Cell): boolean => cell === '' || cell === null || cell === undefined;

/** Spreadsheets write a line of separators for each row below the last one that ever held something, and others one of blanks. */
function isFilled({ cells }: SourceRow): boolean {
  for (const cell of cells)
    if (!isEmpty(cell) && !(typeof cell === 'string' && cell.trim() === '')) return true;
  return false;
}
