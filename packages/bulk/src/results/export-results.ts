import { existsSync } from 'node:fs';
import type { Vocabulary } from 'halopsa-catalogue/errors';
import type { Cell } from '../cell.js';
import { resultColumns } from '../mapping/find-field.js';
import { optionWords } from '../option-words.js';
import { type PlanTarget, refuseOtherTarget } from '../plan/plan-target.js';
import { whyText } from '../plan/why.js';
import { CsvFile } from './csv-file.js';
import { cellsForFile } from './number-text.js';
import { refuseOneFile, refuseOwnFiles } from './own-files.js';
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
  /**
   * File for the rows of which it is not known whether they took effect. Where it is not given it lies beside `failure` (`unknownPath`), and
   * is made for rows alone; one of an earlier export is then left without rows.
   */
  readonly unknown?: string | undefined;
  /** Writes cells as they are, although a spreadsheet may run some of them as formulas. */
  readonly raw?: boolean | undefined;
  /** The vocabulary in which the files say what to do about a row; default: the names of options. */
  readonly words?: Vocabulary | undefined;
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
  unknown,
  raw = false,
  words = optionWords,
}: ExportRequest): Promise<ExportCounts> {
  const { plan: checked, states } = await readJobState(plan);
  if (target) refuseOtherTarget(checked, target);
  const { columns } = checked.header.source;
  const heading = [
    ...columns.filter((column) => !resultColumns.includes(column)),
    ...resultColumns,
  ];
  const kept = columns.flatMap((column, at) => (resultColumns.includes(column) ? [] : [at]));
  const beside = failure === undefined ? undefined : unknownPath(failure);
  await refuseOver([success, failure, unknown ?? beside], checked);
  const unknownRows = states.count('unknown') + states.count('sent');
  const paths = { success, failure, unknown: unknown ?? neededPath(beside, unknownRows) };
  const files: Partial<Record<keyof ExportCounts, CsvFile>> = {};
  const counts = { success: 0, failure: 0, unknown: 0 };
  try {
    for (const kind of kinds)
      if (paths[kind] !== undefined) files[kind] = await CsvFile.open(paths[kind], heading, raw);
    for await (const result of readResults(plan)) {
      const kind = kindOf(result);
      counts[kind] += 1;
      const cells = cellsForFile(result.cells, checked.header.source.numbers);
      await files[kind]?.add([...kept.map((at) => cells[at]), ...resultCells(result, words)]);
    }
    for (const file of Object.values(files)) await file.close();
  } finally {
    for (const file of Object.values(files)) await file.abandon();
  }
  return counts;
}

/** The file beside that of failed rows, where it gets rows, or may hold those of an earlier export. */
const neededPath = (path: string | undefined, rows: number): string | undefined =>
  path !== undefined && (rows > 0 || existsSync(path)) ? path : undefined;

const kinds = ['success', 'failure', 'unknown'] as const;

const kindOf = ({ outcome }: RowResult): keyof ExportCounts => {
  if (succeeded.has(outcome)) return 'success';
  return outcome === 'unknown' ? 'unknown' : 'failure';
};

/** Refuses places that would lose what stands there. */
async function refuseOver(
  given: readonly (string | undefined)[],
  plan: Parameters<typeof refuseOwnFiles>[1],
): Promise<void> {
  const outs = given.flatMap((out) => out ?? []);
  await refuseOwnFiles(outs, plan);
  await refuseOneFile(outs);
}

const resultCells = (row: RowResult, words: Vocabulary): Cell[] => [
  row.id ?? '',
  row.outcome,
  row.error === undefined ? '' : whyText({ ...row, message: row.error }, words),
  row.line,
];
