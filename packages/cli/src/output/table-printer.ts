import Table from 'cli-table3';
import type { Output } from '../host.js';
import { cell } from './cell.js';
import type { Colours } from './colours.js';
import { chooseColumns, recordFields } from './columns.js';
import { displayWidth } from './display-width.js';
import { columnsThatFit, fitColumns } from './fit-columns.js';
import { isRow, type Printer, type Row } from './printer.js';
import { write } from './write.js';

const borderless = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((part) => [part, '']),
);

const plain = { head: [], border: [], 'padding-left': 0, 'padding-right': 2 };

const rowsAtOnce = 50;

/** Prints tables for people, cut to the terminal's width where there is one. */
export class TablePrinter implements Printer {
  readonly #stream: Output;
  readonly #colours: Colours;

  constructor(stream: Output, colours: Colours) {
    this.#stream = stream;
    this.#colours = colours;
  }

  /** What came before a failure is shown; the error that follows says what is missing. */
  async rows(rows: AsyncIterable<Row> | Iterable<Row>, columns: readonly string[] | undefined): Promise<number> {
    const collected: Row[] = [];
    try {
      for await (const row of rows) collected.push(row);
    } finally {
      if (collected.length > 0) await this.#table(collected, chooseColumns(collected, columns));
    }
    return collected.length;
  }

  async record(record: Row, columns?: readonly string[]): Promise<void> {
    const fields = recordFields(record, columns).map((name) => [name, cell(record[name])]);
    await this.#grid([], fields, (name) => this.#colours.bold(name));
  }

  async value(value: unknown, columns?: readonly string[]): Promise<void> {
    if (Array.isArray(value) && value.length > 0 && value.every(isRow)) await this.rows(value, columns);
    else if (isRow(value)) await this.record(value);
    else if (Array.isArray(value)) await write(this.#stream, value.map((entry) => `${cell(entry)}\n`).join(''));
    else if (value !== undefined && value !== null) await write(this.#stream, `${cell(value)}\n`);
  }

  #table(rows: readonly Row[], columns: readonly string[]): Promise<void> {
    const lines = rows.map((row) => columns.map((column) => cell(row[column])));
    return this.#grid(columns, lines, (text) => text);
  }

  async #grid(head: readonly string[], lines: readonly (readonly string[])[], first: (text: string) => string): Promise<void> {
    const all = head.length > 0 ? [head, ...lines] : lines;
    const terminal = this.#stream.isTTY ? (this.#stream.columns ?? 80) : undefined;
    const natural = (all[0] ?? []).map((_, at) => all.reduce((widest, line) => Math.max(widest, displayWidth(line[at]!)), 1));
    const count = columnsThatFit(natural, terminal);
    const colWidths = fitColumns(natural.slice(0, count), terminal);
    const body = lines.map((line) => line.slice(0, count).map((text, at) => (at === 0 ? first(text) : text)));
    const titles = head.slice(0, count).map((name) => this.#colours.bold(name));
    // The library lays out a whole table at once, in quadratic time: short ones of equal widths make the same picture.
    for (let at = 0; at < body.length; at += rowsAtOnce) {
      const table = new Table({ head: at === 0 ? titles : [], colWidths, chars: borderless, style: plain });
      table.push(...body.slice(at, at + rowsAtOnce));
      await write(this.#stream, `${table.toString().replace(/[ \t]+$/gm, '')}\n`);
    }
  }
}
