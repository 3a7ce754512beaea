import { jsonText } from 'halopsa-ground';
import type { Output } from '../host.js';
import type { Value } from './json-value.js';
import type { Printer, Row, Rows } from './printer.js';
import { write } from './write.js';
import { writeRows } from './write-rows.js';

const indent = (json: string): string => json.replaceAll('\n', '\n  ');

/** Prints full records as JSON and nothing else; what a terminal would obey is escaped, so that the values are exact all the same. */
export class JsonPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  /** A list that fails half-way leaves its bracket open: what is not complete must not parse as if it were. */
  rows(rows: Rows): Promise<number> {
    const textOf = (row: Row, at: number): string =>
      `${at === 0 ? '[' : ','}\n  ${indent(jsonText(row, 2))}`;
    return writeRows(this.#stream, rows, textOf, (count) => (count === 0 ? '[]\n' : '\n]\n'));
  }

  async record(record: Row): Promise<void> {
    await this.value(record);
  }

  async value(value: Value): Promise<void> {
    await write(this.#stream, `${jsonText(value ?? null, 2)}\n`);
  }
}
