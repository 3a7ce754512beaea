import type { Resource } from 'halopsa-catalogue';
import type { Cell } from '../cell.js';
import { isRecordId } from '../matching/record-id.js';
import { wasAccepted } from '../run/accepted.js';

/** What an earlier job says of a row, in the columns that its export added. */
export interface EarlierOutcome {
  readonly outcome: string;
  readonly id: number | string | undefined;
  /** Whether the row may have taken effect although nobody knows. */
  readonly isOpen: boolean;
}

const textOf = (cell: Cell): string =>
  cell === null || cell === undefined ? '' : String(cell).trim();

/** Reads the outcome columns of our own exports; undefined where the source has none. */
export function earlierOutcomes(
  columns: readonly string[],
  resource: Resource,
): ((cells: readonly Cell[]) => EarlierOutcome | undefined) | undefined {
  const [outcomeAt, idAt, errorAt] = ['halo_outcome', 'halo_id', 'halo_error'].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number];
  if (outcomeAt < 0) return undefined;
  return (cells) => {
    const outcome = textOf(cells[outcomeAt]).toLowerCase();
    if (outcome === '') return undefined;
    const given = textOf(cells[idAt]);
    const id = isRecordId(given, resource) ? given : '';
    const isOpen =
      outcome === 'unknown' ||
      (outcome === 'failed' && id === '' && wasAccepted(textOf(cells[errorAt])));
    return {
      outcome,
      id: id === '' ? undefined : /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id,
      isOpen,
    };
  };
}
