import { oneLine } from 'halopsa-ground';
import type { Output } from '../host.js';
import { fieldAt } from './field-path.js';
import type { Printer, Row, Rows } from './printer.js';
import { writeRows } from './write-rows.js';

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

  rows(rows: Rows): Promise<number> {
    return writeRows(this.#stream, rows, (row) => `${this.#fill(row)}\n`);
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
