import type { Fields } from '../fields.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { Draft } from '../mapping/field-path.js';
import type { CellProblem } from '../mapping/read-row.js';
import { NeedsLookUp, type References } from '../mapping/references.js';
import type { PlainRow, SourceRow } from '../reading/source.js';

/** How rows are read. */
export interface RowReading {
  readonly mapping: Pick<CompiledMapping, 'plain' | 'read'>;
  readonly references: References;
}

/** A row as its cells say. */
export interface ReadRow {
  readonly source: PlainRow;
  readonly record: Draft;
  readonly problems: readonly CellProblem[];
}

/** Reads rows; the names that they bring are looked up together. */
export async function readRows(
  rows: readonly SourceRow[],
  reading: RowReading,
): Promise<ReadRow[]> {
  const read = rows.map((row) =>
    readOnce({ ...row, cells: reading.mapping.plain(row.cells) }, reading),
  );
  for (;;) {
    const needs = read.flatMap(needsOf);
    if (needs.length === 0) return read;
    await reading.references.lookUp(needs);
    for (const [at, one] of read.entries())
      if (needsOf(one).length > 0) read[at] = readOnce(one.source, reading);
  }
}

/** Reads a row whose record is known: what that lies within narrows its names down. */
export async function readRow(
  source: PlainRow,
  reading: RowReading,
  found: Fields,
): Promise<ReadRow> {
  for (;;) {
    const read = readOnce(source, reading, found);
    const needs = needsOf(read);
    if (needs.length === 0) return read;
    await reading.references.lookUp(needs);
  }
}

function readOnce(source: PlainRow, { mapping }: RowReading, found?: Fields): ReadRow {
  const problems: CellProblem[] = [];
  return { source, record: mapping.read(source.cells, problems, found), problems };
}

const needsOf = ({ problems }: ReadRow): NeedsLookUp[] =>
  problems.flatMap(({ problem }) => (problem instanceof NeedsLookUp ? [problem] : []));
