import { jsonText } from 'halopsa-ground';
import type { Output } from '../host.js';
import { isList, type Value } from './json-value.js';
import type { Printer, Row, Rows } from './printer.js';
import { writeRows } from './write-rows.js';

/** Prints one record of JSON on each line, so that a reader need not wait for the end. */
export class NdjsonPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  rows(rows: Rows): Promise<number> {
    return writeRows(this.#stream, rows, (row) => `${jsonText(row)}\n`);
  }

  async record(record: Row): Promise<void> {
    await this.rows([record]);
  }

  async value(value: Value): Promise<void> {
    const values = isList(value) ? value : [value ?? null];
    await writeRows(this.#stream, values, (one) => `${jsonText(one)}\n`);
  }
}
