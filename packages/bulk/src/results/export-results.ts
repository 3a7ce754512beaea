import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { resultColumns } from '../mapping/find-field.js';
import { neutralise } from './neutralise.js';
import { type RowResult, readJobState, readResults } from './read-results.js';

/** Where the rows of a job are written. */
export interface ExportRequest {
  readonly plan: string;
  /** File for the rows that are done, and those that needed nothing. */
  readonly success?: string | undefined;
  /** File for the rows that are not; once mended it can be planned again as it is. */
  readonly failure?: string | undefined;
  /** Writes cells as they are, although a spreadsheet may run some of them as formulas. */
  readonly raw?: boolean | undefined;
}

const succeeded: ReadonlySet<string> = new Set(['updated', 'created', 'deleted', 'skipped']);

/** Writes the rows of a job to CSV files: the original columns, and after them id, outcome, error and line. Gives how many rows each got. */
export async function exportResults({ plan, success, failure, raw = false }: ExportRequest): Promise<{ success: number; failure: number }> {
  const { columns } = (await readJobState(plan)).plan.header.source;
  const heading = [...columns.filter((column) => !resultColumns.includes(column)), ...resultColumns];
  const kept = columns.flatMap((column, at) => (resultColumns.includes(column) ? [] : [at]));
  const files = {
    success: success === undefined ? undefined : new CsvFile(success, heading, raw),
    failure: failure === undefined ? undefined : new CsvFile(failure, heading, raw),
  };
  const counts = { success: 0, failure: 0 };
  for await (const result of readResults(plan)) {
    const kind = succeeded.has(result.outcome) ? 'success' : 'failure';
    counts[kind] += 1;
    await files[kind]?.add([...kept.map((at) => result.cells[at]), ...resultCells(result)]);
  }
  await Promise.all([files.success?.close(), files.failure?.close()]);
  return counts;
}

const resultCells = ({ id, outcome, error, line }: RowResult): unknown[] => [id ?? '', outcome, error ?? '', line];

const cellText = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);

/** A CSV file that is written as rows come. The mark at its start tells Excel that it is UTF-8. */
class CsvFile {
  readonly #stream: ReturnType<typeof createWriteStream>;
  readonly #text: (cell: unknown) => string;

  constructor(path: string, heading: readonly string[], raw: boolean) {
    this.#stream = createWriteStream(path);
    this.#text = raw ? cellText : (cell) => neutralise(cellText(cell));
    this.#stream.write(`\uFEFF${stringify([heading.map((name) => this.#text(name))])}`);
  }

  async add(cells: readonly unknown[]): Promise<void> {
    // A line break inside a cell has to be quoted whatever its kind.
    const line = stringify([cells.map(this.#text)], { quoted_match: /[\r\n]/ });
    if (!this.#stream.write(line)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, 'finish');
  }
}
