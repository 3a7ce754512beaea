import type { Output } from '../host.js';
import type { Printer, Row, Rows } from './printer.js';
import { TextBuffer } from './text-buffer.js';
import { write } from './write.js';

const indent = (json: string): string => json.replaceAll('\n', '\n  ');

/** Prints full records as JSON and nothing else. */
export class JsonPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  /** A list that fails half-way leaves its bracket open: what is not complete must not parse as if it were. */
  async rows(rows: Rows): Promise<number> {
    const buffer = new TextBuffer(this.#stream);
    let count = 0;
    try {
      for await (const row of rows) {
        const full = buffer.add(`${count === 0 ? '[' : ','}\n  ${indent(JSON.stringify(row, null, 2))}`);
        if (full) await full;
        count += 1;
      }
      await buffer.add(count === 0 ? '[]\n' : '\n]\n');
    } finally {
      await buffer.flush();
    }
    return count;
  }

  async record(record: Row): Promise<void> {
    await this.value(record);
  }

  async value(value: unknown): Promise<void> {
    await write(this.#stream, `${JSON.stringify(value ?? null, null, 2)}\n`);
  }
}
