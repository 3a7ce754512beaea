import { columnLetters } from './address.js';
import type { SheetMarks, SheetRow } from './sheet-rows.js';

/** What is known of a sheet once all of its rows have been seen. */
export interface Survey {
  /** Columns with content, in order. */
  readonly used: readonly number[];
  /** The rows in which each of them has content first. */
  readonly filledIn: ReadonlyMap<number, readonly number[]>;
  readonly marks: SheetMarks;
  readonly hidden: { count: number; readonly lines: number[] };
}

/** Rows of a column that are noted: the one below the title and heading is looked for among them. */
const noted = 100;
/** Hidden rows whose lines are noted. */
const notedHidden = 1000;

/** Looks through the rows of a sheet. */
export async function surveySheet(
  batches: AsyncIterable<readonly SheetRow[]>,
  marks: SheetMarks,
): Promise<Survey> {
  const filledIn = new Map<number, number[]>();
  const hidden = { count: 0, lines: [] as number[] };
  for await (const batch of batches) {
    for (const row of batch) {
      noteFilled(row, filledIn);
      if (!row.isHidden) continue;
      hidden.count += 1;
      if (hidden.lines.length < notedHidden) hidden.lines.push(row.line);
    }
  }
  return { used: [...filledIn.keys()].sort((a, b) => a - b), filledIn, marks, hidden };
}

/** Notes the columns in which a row has content. */
function noteFilled({ line, cells }: SheetRow, filledIn: Map<number, number[]>): void {
  for (const column of cells.keys()) {
    const lines = filledIn.get(column);
    if (!lines) filledIn.set(column, [line]);
    else if (lines.length < noted) lines.push(line);
  }
}

/** The notes on hidden rows below a heading, and on hidden columns, whose names are given. */
export function hiddenNotes(
  { hidden, marks }: Survey,
  heading: number,
  names: ReadonlyMap<number, string>,
): string[] {
  const above = hidden.lines.filter((line) => line <= heading).length;
  const count = hidden.count - above;
  const lines = hidden.lines.slice(above);
  const rows =
    count === 0
      ? []
      : [
          `Rows that the sheet hides, by a filter or by hand, are read all the same, and deletes leave them out: ${count} (${linesText(lines, count)}).`,
        ];
  return [...rows, ...columnNotes(marks, names)];
}

/** Lines in words: runs of them are put together. */
function linesText(lines: readonly number[], count: number): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else runs.push([line, line]);
  }
  const shown = runs
    .slice(0, 5)
    .map(([from, to]) => (from === to ? `line ${from}` : `lines ${from} to ${to}`));
  return `${shown.join(', ')}${runs.length > 5 || count > lines.length ? ' and others' : ''}`;
}

function columnNotes({ hiddenColumns }: SheetMarks, names: ReadonlyMap<number, string>): string[] {
  const hidden = [...names].filter(([column]) =>
    hiddenColumns.some(({ from, to }) => column >= from && column <= to),
  );
  if (hidden.length === 0) return [];
  const shown = hidden.slice(0, 10).map(([column, name]) => `${columnLetters(column)} "${name}"`);
  return [
    `Hidden columns are read all the same: ${shown.join(', ')}${hidden.length > 10 ? ` and ${hidden.length - 10} more` : ''}.`,
  ];
}
