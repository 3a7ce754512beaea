import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { formulaSafe } from 'halopsa-ground';
import { draftName, openPrivate } from 'halopsa-ground/node';
import type { Cell } from '../cell.js';
import { cannotWrite } from '../input-error.js';

const cellText = (cell: Cell): string =>
  cell === null || cell === undefined
    ? ''
    : typeof cell === 'object'
      ? JSON.stringify(cell)
      : String(cell);

/** An open file, and where it goes once it is whole; undefined for a pipe or a device, which is written to as it is. */
interface Opened {
  readonly file: FileHandle;
  readonly move: { readonly from: string; readonly to: string } | undefined;
}

const bufferedCharacters = 65_536;

/**
 * A CSV file that is written as rows come, and takes its name when it is whole. The mark at its start tells Excel that it is UTF-8. One
 * that is not closed is to be abandoned.
 */
export class CsvFile {
  readonly #opened: Opened;
  readonly #text: (cell: Cell) => string;
  readonly #path: string;
  #waiting = '';

  private constructor(path: string, opened: Opened, raw: boolean) {
    this.#path = path;
    this.#opened = opened;
    this.#text = raw ? cellText : (cell) => formulaSafe(cellText(cell));
  }

  /** `raw` writes cells as they are, although a spreadsheet may run some of them as formulas. */
  static async open(path: string, heading: readonly string[], raw = false): Promise<CsvFile> {
    const file = new CsvFile(path, await opened(path).catch(cannotWrite(path)), raw);
    file.#waiting = `\uFEFF${stringify([heading.map((name) => file.#text(name))])}`;
    return file;
  }

  async add(cells: readonly Cell[]): Promise<void> {
    // A line break inside a cell has to be quoted whatever its kind.
    this.#waiting += stringify([cells.map(this.#text)], { quoted_match: /[\r\n]/ });
    if (this.#waiting.length >= bufferedCharacters)
      await this.#write().catch(cannotWrite(this.#path));
  }

  async close(): Promise<void> {
    await this.#close().catch(cannotWrite(this.#path));
  }

  /** Leaves nothing behind; does nothing to a file that was closed. */
  async abandon(): Promise<void> {
    const { file, move } = this.#opened;
    await file.close().catch(() => undefined);
    if (move) await rm(move.from, { force: true }).catch(() => undefined);
  }

  async #close(): Promise<void> {
    await this.#write();
    const { file, move } = this.#opened;
    await file.close();
    if (move) await rename(move.from, move.to);
  }

  async #write(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    await this.#opened.file.appendFile(text);
  }
}

async function opened(path: string): Promise<Opened> {
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile()) return { file: await open(path, 'w'), move: undefined };
  const to = found ? await realpath(path) : path;
  const from = draftName(to);
  const file = await openPrivate(from, 'wx');
  if (found) await file.chmod(found.mode);
  return { file, move: { from, to } };
}

/** Writes a CSV file of rows, whole or not at all. Gives how many it has. */
export async function writeCsv(
  path: string,
  heading: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
  above: readonly string[] = heading,
): Promise<number> {
  const file = await CsvFile.open(path, above);
  let count = 0;
  try {
    if (above !== heading) await file.add(heading);
    for await (const row of rows) {
      await file.add(row);
      count += 1;
    }
    await file.close();
    return count;
  } finally {
    await file.abandon();
  }
}
