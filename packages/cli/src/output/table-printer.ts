import { oneLine } from 'halopsa-ground';
import type { Output } from '../host.js';
import { cell } from './cell.js';
import type { Colours } from './colours.js';
import { chooseColumns, recordFields } from './columns.js';
import { cutToWidth, displayWidth } from './display-width.js';
import { fieldAt } from './field-path.js';
import { columnsThatFit, fitColumns, gap } from './fit-columns.js';
import { type LinkOf, linked } from './hyperlinks.js';
import { isList, type Value } from './json-value.js';
import { isRow, isRows, type Printer, type Row, type Rows } from './printer.js';
import type { Shade } from './shades.js';
import type { ShowTime } from './show-time.js';
import { TextBuffer } from './text-buffer.js';
import { write } from './write.js';

/** Rows that settle the columns and their widths; those that come later are laid out alike, so that memory stays flat. */
const rowsAhead = 1000;

/** What a printer of tables is told. */
export interface TableOptions {
  readonly stream: Output;
  readonly colours: Colours;
  readonly showTime: ShowTime;
  /** The columns asked for; without them, those that suit the rows. */
  readonly columns?: readonly string[] | undefined;
  readonly headers?: boolean;
  /** Gives the pages of the rows, where the terminal shows links. */
  readonly links?: (() => Promise<LinkOf | undefined>) | undefined;
  /** Gives the colours of rows by how far their records are. */
  readonly shades?: (() => Promise<Shade>) | undefined;
  /** Hears of the columns for which the terminal has no room. */
  readonly onLeftOut?: ((columns: readonly string[]) => void) | undefined;
}

interface Layout {
  readonly columns: readonly string[];
  /** Columns for which there is no room. */
  readonly leftOut: readonly string[];
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
    if (layout && layout.leftOut.length > 0) this.#options.onLeftOut?.(layout.leftOut);
    return count;
  }

  async record(record: Row, preferred?: readonly string[]): Promise<void> {
    const names = this.#options.columns ?? recordFields(record, preferred);
    const fields = names.map((name) => [
      oneLine(name),
      cell(fieldAt(record, name), this.#options.showTime),
    ]);
    const { bold } = this.#options.colours;
    const address = (await this.#options.links?.())?.(record);
    const value = (text: string, line: number): string =>
      names[line] === 'id' && address ? linked(text, address) : text;
    await this.#print(fields, this.#widths(fields), (text, column, line) =>
      column === 0 ? bold(text) : value(text, line),
    );
  }

  async value(value: Value, preferred?: readonly string[]): Promise<void> {
    const text = (entry: Value): string => `${cell(entry, this.#options.showTime)}\n`;
    if (isRows(value)) await this.rows(value, preferred);
    else if (isRow(value)) await this.record(value);
    else if (isList(value)) await write(this.#options.stream, value.map(text).join(''));
    else if (value !== undefined && value !== null) await write(this.#options.stream, text(value));
  }

  #layOut(rows: readonly Row[], columns: readonly string[]): Layout {
    const heading = this.#options.headers === false ? [] : [columns];
    const colWidths = this.#widths([...heading, ...rows.map((row) => this.#cells(row, columns))]);
    const { length } = colWidths;
    return { columns: columns.slice(0, length), leftOut: columns.slice(length), colWidths };
  }

  #widths(lines: readonly (readonly string[])[]): number[] {
    const { stream } = this.#options;
    const terminal = stream.isTTY ? (stream.columns ?? 80) : undefined;
    const natural = (lines[0] ?? []).map((_, at) =>
      lines.reduce((widest, line) => Math.max(widest, displayWidth(line[at] ?? '')), 1),
    );
    return fitColumns(natural.slice(0, columnsThatFit(natural, terminal)), terminal);
  }

  async #lines(
    rows: readonly Row[],
    { columns, colWidths }: Layout,
    started: boolean,
  ): Promise<void> {
    if (!started && this.#options.headers !== false)
      await this.#print([columns.map(oneLine)], colWidths, this.#options.colours.bold);
    const lines = rows.map((row) => this.#cells(row, columns));
    const linkOf = await this.#options.links?.();
    const addresses = linkOf ? rows.map(linkOf) : [];
    const shade = await this.#options.shades?.();
    const dress = (text: string, column: number, line: number): string => {
      const name = columns[column] ?? '';
      const row = rows[line];
      const address = name === 'id' ? addresses[line] : undefined;
      const shown = address === undefined ? text : linked(text, address);
      return shade && row ? shade(row, name, shown) : shown;
    };
    await this.#print(lines, colWidths, dress);
  }

  #cells(row: Row, columns: readonly string[]): string[] {
    return columns.map((name) => cell(fieldAt(row, name), this.#options.showTime));
  }

  /** Widths are those of columns with the gap to the next one; only the last column needs no padding. */
  async #print(
    lines: readonly (readonly string[])[],
    widths: readonly number[],
    dress: (text: string, column: number, line: number) => string,
  ): Promise<void> {
    const buffer = new TextBuffer(this.#options.stream);
    for (const [at, line] of lines.entries()) {
      const shown = widths.map((width, column) => {
        const text = cutToWidth(line[column] ?? '', width - gap);
        const padding = column === widths.length - 1 ? 0 : width - displayWidth(text);
        return text === '' ? ' '.repeat(padding) : dress(text, column, at) + ' '.repeat(padding);
      });
      const full = buffer.add(`${shown.join('').trimEnd()}\n`);
      if (full) await full;
    }
    await buffer.flush();
  }
}
