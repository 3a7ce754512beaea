import type { Output } from '../host.js';
import type { Printer, Row, Rows } from './printer.js';
import { TextBuffer } from './text-buffer.js';

/** Prints one record of JSON on each line, so that a reader need not wait for the end. */
export class NdjsonPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  async rows(rows: Rows): Promise<number> {
    const buffer = new TextBuffer(this.#stream);
    let count = 0;
    try {
      for await (const row of rows) {
        const full = buffer.add(`${JSON.stringify(row)}\n`);
        if (full) await full;
        count += 1;
      }
    } finally {
      await buffer.flush();
    }
    return count;
  }

  async record(record: Row): Promise<void> {
    await this.rows([record]);
  }

  async value(value: unknown): Promise<void> {
    await this.rows((Array.isArray(value) ? value : [value ?? null]) as Row[]);
  }
}
