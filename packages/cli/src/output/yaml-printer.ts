import type { Output } from '../host.js';
import type { Printer, Row, Rows } from './printer.js';
import { write } from './write.js';
import { writeRows } from './write-rows.js';

/** Prints full records as YAML. */
export class YamlPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  async rows(rows: Rows): Promise<number> {
    const { stringify } = await import('yaml');
    return writeRows(
      this.#stream,
      rows,
      (row) => stringify([row]),
      (count) => (count === 0 ? '[]\n' : ''),
    );
  }

  async record(record: Row): Promise<void> {
    await this.value(record);
  }

  async value(value: unknown): Promise<void> {
    const { stringify } = await import('yaml');
    await write(this.#stream, stringify(value ?? null));
  }
}
