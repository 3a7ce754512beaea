import type { Output } from '../host.js';
import type { Printer, Row, Rows } from './printer.js';
import { TextBuffer } from './text-buffer.js';
import { write } from './write.js';

/** Prints full records as YAML. */
export class YamlPrinter implements Printer {
  readonly #stream: Output;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  async rows(rows: Rows): Promise<number> {
    const { stringify } = await import('yaml');
    const buffer = new TextBuffer(this.#stream);
    let count = 0;
    try {
      for await (const row of rows) {
        const full = buffer.add(stringify([row]));
        if (full) await full;
        count += 1;
      }
      if (count === 0) await buffer.add('[]\n');
    } finally {
      await buffer.flush();
    }
    return count;
  }

  async record(record: Row): Promise<void> {
    await this.value(record);
  }

  async value(value: unknown): Promise<void> {
    const { stringify } = await import('yaml');
    await write(this.#stream, stringify(value ?? null));
  }
}
