import type { Scope } from 'halopsa-catalogue/names';
import type { Reference } from 'halopsa-catalogue/references';
import type { Json } from 'halopsa-catalogue/types';
import type { PlainCell } from '../cell.js';
import type { Fields, FieldValue } from '../fields.js';
import type { Converter } from './convert.js';
import { assignAt, type Draft, type FieldPath } from './field-path.js';
import { type Doubt, doubtOf } from './nothing-words.js';
import { Problem } from './problem.js';
import { NeedsLookUp } from './references.js';

/** A fault of one cell. */
export interface CellProblem {
  readonly column: string;
  readonly field: string;
  readonly problem: Problem;
}

/** One field of a row and where its value comes from. */
export interface Target {
  readonly column: string;
  readonly field: string;
  readonly path: FieldPath;
  /** Null for nothing, undefined for a cell that leaves its field unchanged. */
  readonly cellOf: (cells: readonly PlainCell[]) => PlainCell;
  /** The place of its cell in a row, if the cell is taken unchanged and so can be compared with what was written. */
  readonly at?: number | undefined;
  /** The place of its cell, where blanks at the ends of a text are taken away. */
  readonly trimmedAt?: number | undefined;
  readonly isDate: boolean;
  readonly convert: Converter;
  /** Whether texts that may stand for nothing are doubted: those of a column are, and constants are not. */
  readonly mayDoubt?: ((text: string) => boolean) | undefined;
  /** A list that has to be read before the cells of this field can be understood. */
  readonly reference: Reference | undefined;
  /** Fields of the same row that narrow a name down. */
  readonly scopes?: readonly Target[] | undefined;
  /** The field that the column is named after, if Halo sets that one itself: it shows the value of `field`. */
  readonly shows?: FieldPath | undefined;
  /** The field that sets it, where Halo sets it itself and its cells are only compared. */
  readonly instead?: string | undefined;
}

/** How a row is read. */
interface Reading {
  /** Whether empty cells empty their fields. */
  readonly clear: boolean;
  readonly problems: CellProblem[];
  /** The record that the row is about, where it is known. */
  readonly found?: Fields | undefined;
}

/** Turns the cells of a row into a record; faults are added to `problems`. */
export function readRow(
  targets: readonly Target[],
  cells: readonly PlainCell[],
  { clear, problems, found }: Reading,
): Draft {
  const row: ReadSoFar = { cells, record: {}, problems, found };
  for (const target of targets) {
    const cell = target.cellOf(cells);
    if (cell === undefined) continue;
    if (cell !== null) readCell(cell, target, row);
    else if (clear && target.field !== 'id') assignAt(row.record, target.path, null);
  }
  return row.record;
}

/** A row as far as it has been read. */
interface ReadSoFar extends Pick<Reading, 'problems' | 'found'> {
  readonly cells: readonly PlainCell[];
  readonly record: Draft;
}

/** Puts the value of a cell into the record, or what is wrong with it into the problems. */
function readCell(cell: Json | Problem, target: Target, row: ReadSoFar): void {
  const { column, field, path } = target;
  const value = cellValueOf(cell, target, row);
  const doubt = doubtAbout(cell, target);
  const problem = value instanceof Problem ? withDoubt(value, doubt) : doubt;
  if (problem) row.problems.push({ column, field, problem });
  if (value instanceof Problem) return;
  if (path.length === 1) row.record[field] = value;
  else assignAt(row.record, path, value);
}

function cellValueOf(cell: Json | Problem, target: Target, row: ReadSoFar): FieldValue | Problem {
  if (cell instanceof Problem) return cell;
  const isNarrowed =
    target.scopes !== undefined || (row.found !== undefined && target.reference !== undefined);
  return target.convert(cell, isNarrowed ? scopeOf(target, row) : undefined);
}

/** What a row says of the fields that narrow a name down, which are read before it, and what its record holds. */
function scopeOf(
  { scopes = [], field, reference }: Target,
  { cells, record, problems, found }: ReadSoFar,
): Scope {
  const texts = scopes
    .map((target) => String(target.cellOf(cells) ?? ''))
    .filter((text) => text !== '');
  return {
    within: reference?.within ?? [],
    values: Object.fromEntries(scopes.map((target) => [target.field, record[target.field]])),
    text: texts.join(' / '),
    isOpen: scopes.some((target) => problems.some((problem) => problem.field === target.field)),
    record: found,
    present: found?.[field],
  };
}

/** The fields of a row in an order in which what narrows a name down stands before it. */
export function inOrder(targets: readonly Target[]): readonly Target[] {
  const rankOf = ({ reference }: Target): number => {
    const scopes = targets.filter(({ field }) => reference?.within?.includes(field));
    return scopes.length === 0 ? 0 : 1 + Math.max(...scopes.map(rankOf));
  };
  const scoped = targets.map((target) => {
    const scopes = (target.reference?.within ?? []).flatMap(
      (field) => targets.find((other) => other.field === field) ?? [],
    );
    return scopes.length === 0 ? target : { ...target, scopes };
  });
  return scoped.some(({ scopes }) => scopes)
    ? scoped.sort((one, other) => rankOf(one) - rankOf(other))
    : scoped;
}

const doubtAbout = (cell: PlainCell, { mayDoubt }: Target): Doubt | undefined =>
  typeof cell === 'string' && mayDoubt?.(cell) ? doubtOf(cell) : undefined;

/** A value that cannot be read, and may stand for nothing: both are to be known, but a list that is still to be read comes first. */
const withDoubt = (problem: Problem, doubt: Doubt | undefined): Problem =>
  problem instanceof NeedsLookUp || !doubt
    ? problem
    : new Problem(`${problem.message}; ${doubt.message}`, { ...problem, remedy: doubt.remedy });
