import Table from 'cli-table3';
import type { Output } from '../host.js';
import { cell } from './cell.js';
import type { Colours } from './colours.js';
import { chooseColumns, recordFields } from './columns.js';
import { displayWidth } from './display-width.js';
import { fieldAt } from './field-path.js';
import { columnsThatFit, fitColumns } from './fit-columns.js';
import { isRow, isRows, type Printer, type Row, type Rows } from './printer.js';
import type { ShowTime } from './show-time.js';
import { write } from './write.js';

const parts = ['top', 'bottom', 'left', 'mid', 'right'].flatMap((side) => [side, `${side}-mid`]);
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right', 'mid-mid', 'middle'];
const borderless = Object.fromEntries([...parts, ...corners].map((part) => [part, '']));
const plain = { head: [], border: [], 'padding-left': 0, 'padding-right': 2 };

/** Rows that settle the columns and their widths; those that come later are laid out alike, so that memory stays flat. */
const rowsAhead = 1000;
const rowsAtOnce = 50;

/** What a printer of tables is told. */
export interface TableOptions {
  readonly stream: Output;
  readonly colours: Colours;
  readonly showTime: ShowTime;
  /** The columns asked for; without them, those that suit the rows. */
  readonly columns?: readonly string[] | undefined;
  readonly headers?: boolean;
}

interface Layout {
  readonly columns: readonly string[];
  readonly colWidths: number[];
}

/** Prints tables for people, cut to the terminal's width where there is one. */
export class TablePrinter implements Printer {
  readonly #options: TableOptions;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** What came before a failure is shown; the error that follows says what is missing. */
  async rows(rows: Rows, preferred: readonly string[] | undefined): Promise<number> {
    let waiting: Row[] = [];
    let layout: Layout | undefined;
    let count = 0;
    const show = async (): Promise<void> => {
      const started = layout !== undefined;
      layout ??= this.#layOut(waiting, this.#options.columns ?? chooseColumns(waiting, preferred));
      await this.#lines(waiting, layout, started);
      waiting = [];
    };
    try {
      for await (const row of rows) {
        count += 1;
        if (waiting.push(row) >= rowsAhead) await show();
      }
    } finally {
      if (waiting.length > 0) await show();
    }
    return count;
  }

  async record(record: Row, preferred?: readonly string[]): Promise<void> {
    const names = this.#options.columns ?? recordFields(record, preferred);
    const fields = names.map((name) => [name, cell(fieldAt(record, name), this.#options.showTime)]);
    const colWidths = this.#widths(fields);
    await this.#print(
      fields.map(([name = '', value = '']) => [this.#options.colours.bold(name), value]),
      colWidths,
    );
  }

  async value(value: unknown, preferred?: readonly string[]): Promise<void> {
    const text = (entry: unknown): string => `${cell(entry, this.#options.showTime)}\n`;
    if (isRows(value)) await this.rows(value, preferred);
    else if (isRow(value)) await this.record(value);
    else if (Array.isArray(value)) await write(this.#options.stream, value.map(text).join(''));
    else if (value !== undefined && value !== null) await write(this.#options.stream, text(value));
  }

  #layOut(rows: readonly Row[], columns: readonly string[]): Layout {
    const heading = this.#options.headers === false ? [] : [columns];
    const colWidths = this.#widths([...heading, ...rows.map((row) => this.#cells(row, columns))]);
    return { columns: columns.slice(0, colWidths.length), colWidths };
  }

  #widths(lines: readonly (readonly string[])[]): number[] {
    const { stream } = this.#options;
    const terminal = stream.isTTY ? (stream.columns ?? 80) : undefined;
    const natural = (lines[0] ?? []).map((_, at) => lines.reduce((widest, line) => Math.max(widest, displayWidth(line[at] ?? '')), 1));
    return fitColumns(natural.slice(0, columnsThatFit(natural, terminal)), terminal);
  }

  async #lines(rows: readonly Row[], { columns, colWidths }: Layout, started: boolean): Promise<void> {
    const titles = columns.map((name) => this.#options.colours.bold(name));
    const heading = started || this.#options.headers === false ? [] : [titles];
    await this.#print([...heading, ...rows.map((row) => this.#cells(row, columns))], colWidths);
  }

  #cells = (row: Row, columns: readonly string[]): string[] => columns.map((name) => cell(fieldAt(row, name), this.#options.showTime));

  /** The library lays out a whole table at once, in quadratic time: short ones of equal widths make the same picture. */
  async #print(lines: readonly (readonly string[])[], colWidths: number[]): Promise<void> {
    for (let at = 0; at < lines.length; at += rowsAtOnce) {
      const table = new Table({ colWidths, chars: borderless, style: plain });
      table.push(...lines.slice(at, at + rowsAtOnce).map((line) => line.slice(0, colWidths.length)));
      await write(this.#options.stream, `${table.toString().replace(/[ \t]+$/gm, '')}\n`);
    }
  }
}
