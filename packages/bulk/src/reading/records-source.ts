import type { FieldValue } from '../fields.js';
import { splitLines } from '../plan/split-lines.js';
import type { Source, SourceRow } from './source.js';
import { Spool } from './spool.js';

/** A record of which everything is taken that can be written as JSON. */
type Written = Readonly<Record<string, unknown>>;

/**
 * Makes a source of records that are on their way: a list of the tenant, the rows of a report. A record leaves out what is empty, so
 * that only all of them together tell which columns there are; until then their cells are kept, many of them on disk.
 */
export async function recordsSource(
  name: string,
  pages: AsyncIterable<readonly Written[]>,
): Promise<Source> {
  const places = new Map<string, number>();
  const spool = new Spool();
  for await (const page of pages) {
    const lines = page.map((record) => `${JSON.stringify(cellsOf(record, places))}\n`);
    spool.add(Buffer.from(lines.join(''), 'utf8'));
  }
  const columns = [...places.keys()];
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    let line = 0;
    for await (const lines of splitLines(spool.bytes()))
      yield lines.map((text) => {
        line += 1;
        return { line, cells: wholeRow(JSON.parse(text) as Cells, columns.length) };
      });
  }
  return { name, columns, format: 'records', fromHalo: true, rows, close: () => spool.close() };
}

/** The cells that a record has, each with its place. */
type Cells = readonly (readonly [place: number, cell: FieldValue])[];

function cellsOf(record: Written, places: Map<string, number>): [place: number, cell: unknown][] {
  return Object.entries(record).flatMap(([field, value]): [number, unknown][] => {
    if (value === undefined) return [];
    const place = places.get(field) ?? places.size;
    places.set(field, place);
    return [[place, value]];
  });
}

function wholeRow(cells: Cells, length: number): FieldValue[] {
  const row = new Array<FieldValue>(length).fill(undefined);
  for (const [place, cell] of cells) row[place] = cell;
  return row;
}
