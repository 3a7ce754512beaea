import type { Cell } from '../cell.js';
import { BulkInputError } from '../input-error.js';
import type { ReadOptions } from './source.js';

/** Where a heading stands. */
interface HeadingPlace {
  readonly line: number;
  /** The numbers of its columns, where they are not counted from 1 without a gap. */
  readonly numbers?: readonly number[];
  /** How many columns there are at the least, where more than the heading names. */
  readonly width?: number;
}

/** The names of the columns; a heading that stands twice or is empty is refused, or numbered where that is asked for. */
export function readHeadings(
  cells: readonly Cell[],
  file: string,
  { line, numbers, width = 1 }: HeadingPlace,
  options: ReadOptions,
): string[] {
  const names = cells.map((cell) => String(cell ?? '').trim());
  while (names.length > width && names.at(-1) === '') names.pop();
  const numberOf = (at: number): number => numbers?.[at] ?? at + 1;
  const empty = names.indexOf('');
  if (empty >= 0 && options.duplicateHeadings !== 'number')
    throw new BulkInputError(
      names.length === 1 ? 'the heading is empty' : `column ${numberOf(empty)} has no heading`,
      { code: 'number-headings' },
      { file, line },
    );
  const seen = new Map<string, number>();
  return names.map((name, at) => {
    const wanted = name === '' ? `column_${numberOf(at)}` : name;
    const count = (seen.get(wanted) ?? 0) + 1;
    seen.set(wanted, count);
    if (count === 1) return wanted;
    if (options.duplicateHeadings === 'number') return `${wanted}_${count}`;
    throw new BulkInputError(
      'the heading stands twice',
      { code: 'rename-heading', second: `${wanted}_2` },
      { file, line, column: wanted },
    );
  });
}
