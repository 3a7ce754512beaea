import { resultColumns } from '../mapping/find-field.js';
import { type PlanTarget, refuseOtherTarget } from '../plan/plan-target.js';
import { CsvFile } from './csv-file.js';
import { type RowResult, readJobState, readResults } from './read-results.js';

/** Where the rows of a job are written. */
export interface ExportRequest {
  readonly plan: string;
  /** The tenant that is configured; a plan for another one is refused. */
  readonly target?: PlanTarget | undefined;
  /** File for the rows that are done, and those that needed nothing. */
  readonly success?: string | undefined;
  /** File for the rows that are not; once corrected it can be planned again as it is. */
  readonly failure?: string | undefined;
  /** File for the rows of which it is not known whether they took effect; beside `failure` where it is not given (`unknownPath`). */
  readonly unknown?: string | undefined;
  /** Writes cells as they are, although a spreadsheet may run some of them as formulas. */
  readonly raw?: boolean | undefined;
}

/** How many rows each file got. */
export interface ExportCounts {
  readonly success: number;
  readonly failure: number;
  readonly unknown: number;
}

/** The file for unknown rows beside the one for failed rows: `failed.csv` has `failed.unknown.csv`. */
export const unknownPath = (failure: string): string =>
  failure.replace(/(\.[^./\\]+)?$/, '.unknown$1');

const succeeded: ReadonlySet<string> = new Set(['updated', 'created', 'deleted', 'skipped']);

/** Writes the rows of a job to CSV files: the original columns, and after them id, outcome, error and line. Gives how many rows each got. */
export async function exportResults({
  plan,
  target,
  success,
  failure,
  unknown = failure === undefined ? undefined : unknownPath(failure),
  raw = false,
}: ExportRequest): Promise<ExportCounts> {
  const { plan: checked, states } = await readJobState(plan);
  if (target) refuseOtherTarget(checked, target);
  const { columns } = checked.header.source;
  const heading = [
    ...columns.filter((column) => !resultColumns.includes(column)),
    ...resultColumns,
  ];
  const kept = columns.flatMap((column, at) => (resultColumns.includes(column) ? [] : [at]));
  const unknownRows = states.count('unknown') + states.count('sent');
  const files = {
    success: success === undefined ? undefined : new CsvFile(success, heading, raw),
    failure: failure === undefined ? undefined : new CsvFile(failure, heading, raw),
    unknown:
      unknown === undefined || unknownRows === 0 ? undefined : new CsvFile(unknown, heading, raw),
  };
  const counts = { success: 0, failure: 0, unknown: 0 };
  for await (const result of readResults(plan)) {
    const kind = succeeded.has(result.outcome)
      ? 'success'
      : result.outcome === 'unknown'
        ? 'unknown'
        : 'failure';
    counts[kind] += 1;
    await files[kind]?.add([...kept.map((at) => result.cells[at]), ...resultCells(result)]);
  }
  await Promise.all([files.success?.close(), files.failure?.close(), files.unknown?.close()]);
  return counts;
}

const resultCells = ({ id, outcome, error, line }: RowResult): unknown[] => [
  id ?? '',
  outcome,
  error ?? '',
  line,
];
