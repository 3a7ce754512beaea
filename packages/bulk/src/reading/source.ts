import type { Note } from 'halopsa-catalogue/errors';
import type { Cell, PlainCell } from '../cell.js';
import type { SourceFile } from './file-state.js';

/** One row of a source: its cells in the order of the columns, and the line on which it starts. */
export interface SourceRow {
  readonly line: number;
  /** Texts where the source has texts only; a JSON source or a sheet gives numbers, booleans and records as they are, and a sheet a SheetCell for what shows something else than it holds. */
  readonly cells: readonly Cell[];
  /** Whether the sheet hides it, by a filter or by hand. */
  readonly isHidden?: boolean | undefined;
}

/** A row whose cells are as their fields take them. */
export interface PlainRow extends SourceRow {
  readonly cells: readonly PlainCell[];
}

/** Rows from anywhere, a batch at a time, since a promise for every row would cost more than the row. */
export interface Source {
  /** The name to tell people: a path, `standard input`, `report 45`. */
  readonly name: string;
  readonly columns: readonly string[];
  /** What was found out about the format, in words: `UTF-8, separated by semicolons`. */
  readonly format: string;
  /** What a person should know of how it was read, such as lines that were taken for titles, or hidden rows. */
  readonly notes?: readonly Note[] | undefined;
  /** Whether the rows come from Halo itself: its words are never doubted, and its moments are in UTC. */
  readonly fromHalo?: boolean | undefined;
  /** The path of the file behind it, where there is one. */
  readonly path?: string | undefined;
  /** Its state when it was opened: rows that are read later may still be those of that moment. */
  readonly file?: SourceFile | undefined;
  rows(): AsyncIterable<readonly SourceRow[]>;
  /** Gives back what was kept of rows that came once; nothing can be read afterwards. */
  close?(): void;
}

/** How to read a source; whatever is not given is detected. */
export interface ReadOptions {
  /** The name to show for a source that is a stream. */
  readonly name?: string | undefined;
  readonly format?: SourceFormat | undefined;
  readonly encoding?: string | undefined;
  /** One character between cells: `,`, `;`, `|` or a tab. */
  readonly separator?: string | undefined;
  /** Character that wraps cells; default: `"`. */
  readonly quote?: string | undefined;
  /** Reads quotes inside cells as ordinary characters even if they look misplaced: after a blank at the start of a cell, or in pairs across cells. */
  readonly looseQuotes?: boolean | undefined;
  /** Accepts cells whose lines look like rows of the table, instead of taking them for rows that a stray quote swallowed. */
  readonly multilineCells?: boolean | undefined;
  /** Lines of a text, or rows of a sheet, above the heading. Without it titles are recognised and reported in `notes`; 0 takes the first row. */
  readonly skipLines?: number | undefined;
  /** Lines before the heading that begin with this are skipped; default: `#`. */
  readonly comment?: string | undefined;
  /** Name or position, from 1, of the sheet of a workbook; default: the first one. */
  readonly sheet?: string | number | undefined;
  /** Cells of the sheet or the text, for example `B3:F200`. */
  readonly range?: string | undefined;
  /** Whether a heading may occur twice; the second one is then named `category_2`. */
  readonly duplicateHeadings?: 'refuse' | 'number' | undefined;
}

/** The formats that are read. */
export type SourceFormat = 'csv' | 'json' | 'ndjson' | 'xlsx';
