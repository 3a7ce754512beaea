import { unified } from 'halopsa-catalogue/names';
import { BulkInputError } from '../input-error.js';
import type { Source, SourceRow } from './source.js';

/** Which of the rows with the same `by` is taken: the one with the highest number in `highest`. */
export interface Latest {
  readonly by: string;
  readonly highest: string;
}

const shownLines = 5;

/**
 * Of neighbouring rows with the same `by`, the one with the highest number in `highest`: the last state out of a log of
 * events. One group is held at a time; a group that comes a second time is refused. A row that names no group is one by itself.
 */
export class LatestRows {
  readonly #source: Source;
  readonly #latest: Latest;
  readonly #group: number;
  readonly #rank: number;
  readonly #seen = new Set<string>();
  readonly #lines: number[] = [];
  #best: { readonly row: SourceRow; readonly name: string; readonly rank: number } | undefined;
  #dropped = 0;

  constructor(source: Source, latest: Latest) {
    this.#source = source;
    this.#latest = latest;
    this.#group = indexOf(source, latest.by);
    this.#rank = indexOf(source, latest.highest);
  }

  async *rows(): AsyncGenerator<readonly SourceRow[]> {
    for await (const batch of this.#source.rows()) {
      const finished = batch.flatMap((row) => this.#take(row) ?? []);
      if (finished.length > 0) yield finished;
    }
    if (this.#best) yield [this.#best.row];
  }

  /** Takes a row, and gives the one whose group it ends. */
  #take(row: SourceRow): SourceRow | undefined {
    const name = unified(row.cells[this.#group] ?? '');
    const before = this.#best;
    if (name === '' || name !== before?.name) {
      if (name !== '' && this.#seen.has(name)) throw this.#apart(row, name);
      this.#seen.add(name);
      this.#best = { row, name, rank: name === '' ? 0 : this.#rankOf(row) };
      return before?.row;
    }
    const rank = this.#rankOf(row);
    const isBetter = rank >= before.rank;
    this.#drop(isBetter ? before.row : row);
    if (isBetter) this.#best = { row, name, rank };
    return undefined;
  }

  /** The notes on rows that were skipped, once all rows have been read. */
  notes(): string[] {
    if (this.#dropped === 0) return [];
    const { by, highest } = this.#latest;
    const lines = `line${this.#dropped === 1 ? '' : 's'} ${this.#lines.join(', ')}${this.#dropped > this.#lines.length ? ' ...' : ''}`;
    const rows =
      this.#dropped === 1 ? '1 row is' : `${this.#dropped.toLocaleString('en-GB')} rows are`;
    return [
      `${rows} left out, since another row of the same "${by}" has a higher or later "${highest}": ${lines}.`,
    ];
  }

  #drop({ line }: SourceRow): void {
    this.#dropped += 1;
    if (this.#lines.length < shownLines) this.#lines.push(line);
  }

  #rankOf({ line, cells }: SourceRow): number {
    const cell = cells[this.#rank];
    const text = String(cell ?? '').trim();
    const rank = typeof cell === 'number' ? cell : text === '' ? Number.NaN : Number(cell);
    if (Number.isFinite(rank)) return rank;
    throw new BulkInputError(
      `"latest" takes the row with the highest number, and ${text === '' ? 'the cell is empty' : `"${text}" is none`}`,
      'Name another column, or correct the cell.',
      { file: this.#source.name, line, column: this.#latest.highest },
    );
  }

  #apart({ line }: SourceRow, name: string): BulkInputError {
    const { by } = this.#latest;
    return new BulkInputError(
      `the rows of "${name}" do not stand together`,
      `Sort the file by ${by}.`,
      {
        file: this.#source.name,
        line,
        column: by,
      },
    );
  }
}

function indexOf(source: Source, column: string): number {
  const at = source.columns.indexOf(column);
  if (at >= 0) return at;
  throw new BulkInputError(
    '"latest" names this column, and the file has none',
    `The file has: ${source.columns.join(', ')}.`,
    {
      file: source.name,
      column,
    },
  );
}
