import { oneLine } from 'halopsa-ground';
import type { Output } from '../host.js';
import { UsageError } from '../usage-error.js';
import { fieldAt } from './field-path.js';
import { isList, type Value } from './json-value.js';
import type { Printer, Row, Rows, RowsOf } from './printer.js';
import { writeRows } from './write-rows.js';

const hole = /\{\{\s*([^{}]+?)\s*\}\}/g;
const controls: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\' };

/** A hole that is not closed would be printed as it stands, a line for each record. */
export function checkTemplate(template: string): void {
  if (!/\{\{|\}\}/.test(template.replace(hole, ''))) return;
  throw new UsageError('--template has a "{{" or "}}" without the other. Nothing was sent.', {
    nextStep: 'A hole is written like "{{client_name}}".',
  });
}

/** Prints a line per row from a text with holes such as `{{client_name}}`; `\t` and `\n` in it are a tab and a new line. */
export class TemplatePrinter implements Printer {
  readonly #stream: Output;
  readonly #template: string;
  readonly #note: (line: string) => void;
  /** Names that no row has had yet. */
  readonly #missing: Set<string>;

  constructor(stream: Output, template: string, note: (line: string) => void) {
    this.#stream = stream;
    this.#template = template.replace(/\\[nt\\]/g, (sign) => controls[sign] ?? sign);
    this.#note = note;
    this.#missing = new Set([...template.matchAll(hole)].map(([, path]) => path as string));
  }

  /** Tells of a name that no row has, since a mistyped one would give empty lines. */
  rows(rows: Rows): Promise<number> {
    return this.#print(rows);
  }

  async #print(rows: RowsOf<Value>): Promise<number> {
    const count = await writeRows(this.#stream, rows, (row) => `${this.#fill(row)}\n`);
    if (count > 0)
      for (const name of this.#missing) this.#note(`The rows have no field "${name}".`);
    return count;
  }

  async record(record: Row): Promise<void> {
    await this.rows([record]);
  }

  async value(value: Value): Promise<void> {
    await this.#print(isList(value) ? value : [value]);
  }

  #fill(row: Value): string {
    return this.#template.replace(hole, (_, path: string) => {
      const value = path === '.' ? row : fieldAt(row, path);
      if (value !== undefined) this.#missing.delete(path);
      if (value === undefined || value === null) return '';
      return oneLine(typeof value === 'object' ? JSON.stringify(value) : String(value));
    });
  }
}
