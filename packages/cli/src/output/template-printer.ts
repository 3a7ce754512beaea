import type { Output } from '../host.js';
import { oneLine } from './cell.js';
import { fieldAt } from './field-path.js';
import type { Printer, Row, Rows } from './printer.js';
import { TextBuffer } from './text-buffer.js';

const hole = /\{\{\s*([^{}]+?)\s*\}\}/g;
const controls: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

/** Prints a line per row from a text with holes such as `{{client_name}}`; `\t` and `\n` in it are a tab and a new line. */
export class TemplatePrinter implements Printer {
  readonly #stream: Output;
  readonly #template: string;

  constructor(stream: Output, template: string) {
    this.#stream = stream;
    this.#template = template.replace(/\\[nt\\]/g, (sign) => controls[sign]!);
  }

  async rows(rows: Rows): Promise<number> {
    const buffer = new TextBuffer(this.#stream);
    let count = 0;
    try {
      for await (const row of rows) {
        const full = buffer.add(`${this.#fill(row)}\n`);
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
    await this.rows((Array.isArray(value) ? value : [value]) as Row[]);
  }

  #fill(row: unknown): string {
    return this.#template.replace(hole, (_, path: string) => {
      const value = path === '.' ? row : fieldAt(row, path);
      if (value === undefined || value === null) return '';
      return oneLine(typeof value === 'object' ? JSON.stringify(value) : String(value));
    });
  }
}
