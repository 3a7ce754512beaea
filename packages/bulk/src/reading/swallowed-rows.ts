import { BulkInputError } from '../input-error.js';
import type { SourceRow } from './source.js';

/**
 * Refuses a quoted cell whose lines look like rows of the table: then a stray quote has most likely swallowed them. The error names
 * the line on which the quote opens.
 */
export function refuseSwallowed(
  row: SourceRow,
  width: number,
  { separator, file }: { separator: string; file: string },
): void {
  if (width < 2) return;
  let line = row.line;
  for (const [at, cell] of row.cells.entries()) {
    if (typeof cell !== 'string' || !/[\r\n]/.test(cell)) continue;
    const lines = cell.split(/\r\n|\n|\r/);
    if (looksLikeRows(lines, { before: at, after: row.cells.length - 1 - at, width, separator }))
      throw new BulkInputError(
        `the quote that opens here is closed ${lines.length - 1} ${lines.length === 2 ? 'line' : 'lines'} below, and what is between looks like rows of the table`,
        { code: 'keep-lines-in-cell' },
        { file, line },
      );
    line += lines.length - 1;
  }
}

interface Surroundings {
  readonly before: number;
  readonly after: number;
  readonly width: number;
  readonly separator: string;
}

/** Each line by itself would be a row as wide as the table, or most lines in the middle would. */
function looksLikeRows(
  lines: readonly string[],
  { before, after, width, separator }: Surroundings,
): boolean {
  const text = lines.join('\n');
  // Prose has a blank after each comma; cells have not.
  if (
    !text.includes(separator) ||
    text
      .split(separator)
      .slice(1)
      .every((part) => /^\s/.test(part))
  )
    return false;
  const counts = lines.map((line) => line.split(separator).length);
  const [[first = 0], [last = 0]] = [counts, counts.slice(-1)];
  const inner = counts.slice(1, -1);
  const isWhole =
    inner.every((count) => count === width) && before + first === width && last + after === width;
  return (
    isWhole ||
    (inner.length > 1 && inner.filter((count) => count === width).length >= inner.length * 0.8)
  );
}
