import type { Resource } from 'halopsa-catalogue';
import type { Cell } from '../cell.js';
import type { Forms } from '../forms/forms.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { Draft } from '../mapping/field-path.js';
import type { CellProblem } from '../mapping/read-row.js';
import type { References } from '../mapping/references.js';
import type { CurrentRecords } from '../matching/current-records.js';
import type { MatchKey } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import type { PlainRow } from '../reading/source.js';
import type { EarlierOutcome } from './earlier-outcome.js';
import type { Mode, PlanRow } from './plan-file.js';

/** What rows are planned with. */
export interface RowContext {
  readonly resource: Resource;
  readonly mode: Mode;
  readonly keys: readonly MatchKey[];
  readonly marker: string | undefined;
  /** What the marks of this plan begin with. */
  readonly mark: string;
  readonly mapping: CompiledMapping;
  readonly references: References;
  readonly current: CurrentRecords | undefined;
  /** Whether a row may make a record whose key is nearly that of another one. */
  readonly allowNear?: boolean | undefined;
  /** The forms of the records' types, where they have any. */
  readonly forms: Forms | undefined;
  /** Whether fields are written over whose old values cannot be read. */
  readonly blind?: boolean | undefined;
  /** What an earlier job says of a row, where the source is one of our exports. */
  readonly earlier?: ((cells: readonly Cell[]) => EarlierOutcome | undefined) | undefined;
}

/** A row with its record, before it is known what to do. */
export interface Read {
  readonly row: number;
  readonly source: PlainRow;
  readonly record: Draft;
  readonly problems: readonly CellProblem[];
  readonly match: Match;
  readonly earlier: EarlierOutcome | undefined;
  /** Records that may be the one that the row has made already. */
  readonly alike: readonly Id[];
}

/** The records that a row names, and by which key. */
export interface Match {
  readonly ids: readonly Id[];
  readonly key: MatchKey | undefined;
  readonly problem?: string | undefined;
  /** The column that the problem lies in. */
  readonly column?: string | undefined;
}

/** What is to be done about a row. */
export type Decision = Pick<
  PlanRow,
  'action' | 'id' | 'name' | 'set' | 'before' | 'message' | 'remedy' | 'others' | 'column'
>;
