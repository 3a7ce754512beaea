import { isMark } from '../cell-value.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';

/** Why a row changes nothing: its record has these values, or its cells say nothing. */
export function unchangedReason({ targets }: CompiledMapping, cells: readonly unknown[]): string {
  const given = targets
    .filter(({ field }) => field !== 'id' && !field.startsWith('_'))
    .map(({ cellOf }) => cellOf(cells));
  const empty = given.filter((cell) => cell === null).length;
  if (given.length > 0 && empty === given.length)
    return 'its cells are empty, and an empty cell leaves its field as it is (--clear-empty empties it)';
  if (empty > 0) return 'has these values already; its empty cells leave their fields as they are';
  return targets.some(({ at }) => at !== undefined && isMark(cells[at]))
    ? 'has these values already; the texts that the sheet could not hold stay as they are'
    : 'has these values already';
}
