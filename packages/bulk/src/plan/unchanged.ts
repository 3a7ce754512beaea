import type { PlainCell } from '../cell.js';
import { isMark } from '../cell-value.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { Why } from './why.js';

/** Why a row changes nothing: its record has these values, or its cells say nothing. */
export function whyUnchanged({ targets }: CompiledMapping, cells: readonly PlainCell[]): Why {
  const given = targets
    .filter(({ field }) => field !== 'id' && !field.startsWith('_'))
    .map(({ cellOf }) => cellOf(cells));
  const empty = given.filter((cell) => cell === null).length;
  if (given.length > 0 && empty === given.length)
    return {
      message: 'its cells are empty, and an empty cell leaves its field unchanged',
      remedy: { code: 'clear-empty' },
    };
  if (empty > 0)
    return { message: 'has these values already; its empty cells leave their fields unchanged' };
  return {
    message: targets.some(({ at }) => at !== undefined && isMark(cells[at]))
      ? 'has these values already; the texts that the sheet could not hold stay unchanged'
      : 'has these values already',
  };
}
