import type { Note } from 'halopsa-catalogue/errors';
import type { Cell } from '../cell.js';
import type { SourceRow } from './source.js';

/** Which of the first rows is the heading, and what a person is to know of it. */
export interface FoundHeading {
  readonly at: number;
  readonly note?: Note;
}

const text = (cell: Cell): string =>
  typeof cell === 'string' ? cell.trim() : cell === null || cell === undefined ? '' : String(cell);
const filled = ({ cells }: SourceRow): number => cells.filter((cell) => text(cell) !== '').length;

/** How many cells a row has up to its last one that is filled. */
function extent({ cells }: SourceRow): number {
  let count = cells.length;
  while (count > 0 && text(cells[count - 1]) === '') count -= 1;
  return count;
}

/**
 * Takes the first row for the heading, unless it and those below it look like titles: rows with one cell, or half as many as the
 * table has (less than it has where a blank line follows them), above a row of names that is as wide as most rows are.
 */
export function findHeading(rows: readonly SourceRow[], mayGuess: boolean): FoundHeading {
  if (!mayGuess) return { at: 0 };
  const width = usualExtent(rows);
  const at = rows.findIndex((row) => extent(row) === width && filled(row) === width);
  const [heading, above, top] = [rows[at], rows[at - 1], rows[0]];
  if (!above || !top || !heading || !isHeadingLike(heading)) return { at: 0 };
  // A blank line above the heading shows as well that what stands over it is something else.
  const most = heading.line - above.line > 1 ? width - 1 : Math.max(1, width / 2);
  if (!rows.slice(0, at).every((row) => filled(row) <= most)) return { at: 0 };
  const [first, last] = [top.line, above.line];
  const lines =
    first === last
      ? `Line ${first} was taken for a title`
      : `Lines ${first} to ${last} were taken for titles`;
  return {
    at,
    note: {
      message: `${lines} above the heading in line ${heading.line}.`,
      remedy: { code: 'skip-lines', lines: first - 1 },
    },
  };
}

/** The extent that most rows have, where two of them have it; the larger one of two that are as frequent. */
function usualExtent(rows: readonly SourceRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(extent(row), (counts.get(extent(row)) ?? 0) + 1);
  const [best = [0, 0]] = [...counts].sort(
    ([width, count], [otherWidth, otherCount]) => otherCount - count || otherWidth - width,
  );
  return best[1] > 1 ? best[0] : 0;
}

/** Names, each its own, and neither numbers nor dates. */
function isHeadingLike({ cells }: SourceRow): boolean {
  const names = cells.map(text).filter((name) => name !== '');
  return (
    new Set(names).size === names.length &&
    names.every((name) => name.length <= 100 && !/^[-+\d.,:/ %]+$/.test(name))
  );
}
