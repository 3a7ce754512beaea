import { BulkInputError } from '../input-error.js';
import type { SourceRow } from './source.js';

const shown = 20;

/** Rows that have more cells than the heading, or fewer: collected, so that a person meets them all at once. */
export class RaggedRows {
  readonly #file: string;
  readonly #width: number;
  readonly #first: SourceRow[] = [];
  #count = 0;

  constructor(file: string, width: number) {
    this.#file = file;
    this.#width = width;
  }

  get count(): number {
    return this.#count;
  }

  add(row: SourceRow): void {
    this.#count += 1;
    if (this.#first.length < shown) this.#first.push(row);
  }

  /** Throws a BulkInputError where there was any. */
  refuse(): void {
    const [row] = this.#first;
    if (!row) return;
    throw new BulkInputError(
      `${this.#problem(row)}${this.#others()}`,
      { code: 'check-rows' },
      { file: this.#file, line: row.line },
    );
  }

  #problem({ cells }: SourceRow): string {
    const count = cells.length;
    return count > this.#width
      ? `${count} cells where the heading has ${this.#width}`
      : `only ${count} of ${this.#width} cells`;
  }

  #others(): string {
    const others = this.#first.slice(1).map(({ line, cells }) => `${line} (${cells.length} cells)`);
    if (others.length === 0) return '';
    const more = this.#count > shown ? ` and ${this.#count - shown} more` : '';
    return `; likewise line${others.length > 1 ? 's' : ''} ${others.join(', ')}${more}`;
  }
}
