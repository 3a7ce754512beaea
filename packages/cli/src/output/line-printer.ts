import type { Output } from '../host.js';
import { fieldAt } from './field-path.js';
import { isList, type Value } from './json-value.js';
import { isRow, isRows, type Printer, type Row, type Rows } from './printer.js';
import { TextBuffer } from './text-buffer.js';

/** How rows become lines of text under a heading. */
export interface LineFormat {
  heading(columns: readonly string[]): string;
  line(values: readonly Value[]): string;
}

/** What a printer of lines is told. */
export interface LineOptions {
  readonly stream: Output;
  readonly format: LineFormat;
  /** The columns asked for; without them, all that the first rows carry. */
  readonly columns: readonly string[] | undefined;
  readonly headers: boolean;
  /** Whether the preferred columns are enough where none were asked for: for people, not for files. */
  readonly preferred: boolean;
  /** Tells of fields that came too late to have a column. */
  readonly note: (line: string) => void;
}

/** Rows that are looked at before the columns are settled. */
const rowsAhead = 1000;

/** Prints rows as lines, in memory that does not grow with them. */
export class LinePrinter implements Printer {
  readonly #options: LineOptions;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  async rows(rows: Rows, preferred?: readonly string[]): Promise<number> {
    const { stream } = this.#options;
    const buffer = new TextBuffer(stream);
    const late = new Set<string>();
    let ahead: Row[] | undefined = [];
    let columns: readonly string[] = [];
    let count = 0;
    const begin = async (first: readonly Row[]): Promise<void> => {
      columns = this.#columns(first, preferred);
      if (this.#options.headers) await buffer.add(this.#options.format.heading(columns));
      for (const row of first) await buffer.add(this.#line(row, columns));
    };
    try {
      for await (const row of rows) {
        count += 1;
        if (ahead) {
          if (ahead.push(row) < rowsAhead) continue;
          const first = ahead;
          ahead = undefined;
          await begin(first);
        } else await this.#later(row, { columns, buffer, late });
      }
    } finally {
      if (ahead && ahead.length > 0) await begin(ahead);
      await buffer.flush();
    }
    if (late.size > 0) {
      this.#options.note(
        `Left out, since only later rows have them: ${[...late].join(', ')}. Name the columns with --columns to keep them.`,
      );
    }
    return count;
  }

  async record(record: Row, preferred?: readonly string[]): Promise<void> {
    await this.rows([record], preferred);
  }

  async value(value: Value): Promise<void> {
    if (isRow(value) || isRows(value)) await this.rows(isRow(value) ? [value] : value);
    else
      await this.rows((isList(value) ? value : [value ?? null]).map((entry) => ({ value: entry })));
  }

  async #later(
    row: Row,
    {
      columns,
      buffer,
      late,
    }: { columns: readonly string[]; buffer: TextBuffer; late: Set<string> },
  ): Promise<void> {
    if (!this.#options.columns) {
      for (const name of Object.keys(row))
        if (!columns.includes(name) && row[name] !== null && row[name] !== '') late.add(name);
    }
    const full = buffer.add(this.#line(row, columns));
    if (full) await full;
  }

  #columns(rows: readonly Row[], preferred: readonly string[] | undefined): readonly string[] {
    if (this.#options.columns) return this.#options.columns;
    const carried = new Set(rows.flatMap((row) => Object.keys(row)));
    const first = preferred?.filter((name) => carried.has(name)) ?? [];
    if (this.#options.preferred && first.length > 0) return first;
    return [...new Set([...first, ...carried])];
  }

  #line(row: Row, columns: readonly string[]): string {
    return this.#options.format.line(columns.map((name) => fieldAt(row, name)));
  }
}
