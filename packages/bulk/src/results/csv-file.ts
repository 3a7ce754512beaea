import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { formulaSafe } from 'halopsa-ground';
import { cannotWrite } from '../input-error.js';

const cellText = (cell: unknown): string =>
  cell === null || cell === undefined
    ? ''
    : typeof cell === 'object'
      ? JSON.stringify(cell)
      : String(cell);

/** A CSV file that is written as rows come. The mark at its start tells Excel that it is UTF-8. */
export class CsvFile {
  readonly #stream: ReturnType<typeof createWriteStream>;
  readonly #text: (cell: unknown) => string;
  readonly #path: string;
  #failure: Error | undefined;

  /** `raw` writes cells as they are, although a spreadsheet may run some of them as formulas. */
  constructor(path: string, heading: readonly string[], raw = false) {
    this.#path = path;
    this.#stream = createWriteStream(path, { mode: 0o600 }).on('error', (error: Error) => {
      this.#failure = error;
    });
    this.#text = raw ? cellText : (cell) => formulaSafe(cellText(cell));
    this.#stream.write(`\uFEFF${stringify([heading.map((name) => this.#text(name))])}`);
  }

  async add(cells: readonly unknown[]): Promise<void> {
    // A line break inside a cell has to be quoted whatever its kind.
    const line = stringify([cells.map(this.#text)], { quoted_match: /[\r\n]/ });
    if (this.#failure) cannotWrite(this.#path)(this.#failure);
    if (!this.#stream.write(line)) await once(this.#stream, 'drain').catch(cannotWrite(this.#path));
  }

  async close(): Promise<void> {
    if (this.#failure) cannotWrite(this.#path)(this.#failure);
    this.#stream.end();
    await once(this.#stream, 'finish').catch(cannotWrite(this.#path));
  }
}
