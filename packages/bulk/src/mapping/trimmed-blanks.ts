import type { SourceRow } from '../reading/source.js';
import type { Target } from './read-row.js';

const shownLines = 5;

interface Trimmed {
  rows: number;
  readonly lines: number[];
}

/** The cells whose blanks at the ends were taken away although a text would keep them. */
export class TrimmedBlanks {
  readonly #columns = new Map<string, Trimmed>();

  /** Looks at the cells of a row, as far as they fill fields that are meant. */
  note(
    targets: readonly Target[],
    { line, cells }: Pick<SourceRow, 'line' | 'cells'>,
    isMeant: (field: string) => boolean,
  ): void {
    for (const { column, field, trimmedAt } of targets) {
      if (trimmedAt === undefined) continue;
      const cell = cells[trimmedAt];
      if (typeof cell !== 'string' || !hasEndBlank(cell) || !isMeant(field)) continue;
      const trimmed = this.#columns.get(column) ?? { rows: 0, lines: [] };
      trimmed.rows += 1;
      if (trimmed.lines.length < shownLines) trimmed.lines.push(line);
      this.#columns.set(column, trimmed);
    }
  }

  /** One line for all columns that had any. */
  notes(): string[] {
    const columns = [...this.#columns].map(([column, { rows, lines }]) => {
      const some = `line${rows === 1 ? '' : 's'} ${lines.join(', ')}${rows > lines.length ? ' ...' : ''}`;
      return `"${column}" (${rows === 1 ? some : `${rows} rows, ${some}`})`;
    });
    return columns.length === 0
      ? []
      : [
          `Spaces at the start and end of cells are left out: ${columns.join(', ')}. To keep them, give the column transforms: [keep-blanks] in a map file.`,
        ];
  }
}

/** Quick for the usual cell, since this is asked of each. */
function hasEndBlank(text: string): boolean {
  const isBlank = (code: number): boolean => code <= 0x20 || code >= 0xa0;
  if (text === '' || !(isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1))))
    return false;
  return text.trim() !== text;
}
