import type { Source, SourceRow } from './source.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Makes a source of records that are on their way: a list of the tenant, the rows of a report. A record leaves out what is empty, so
 * that only all of them together tell which columns there are; their cells are held until then.
 */
export async function recordsSource(
  name: string,
  pages: AsyncIterable<readonly Fields[]>,
): Promise<Source> {
  const places = new Map<string, number>();
  const batches: (readonly unknown[][])[] = [];
  for await (const page of pages) batches.push(page.map((record) => cellsOf(record, places)));
  const columns = [...places.keys()];
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    let line = 0;
    for (const batch of batches) {
      yield batch.map((cells) => {
        line += 1;
        return { line, cells: columns.map((_, at) => cells[at]) };
      });
    }
  }
  return { name, columns, format: 'records', fromHalo: true, rows };
}

function cellsOf(record: Fields, places: Map<string, number>): unknown[] {
  const cells: unknown[] = [];
  for (const [field, value] of Object.entries(record)) {
    const place = places.get(field) ?? places.size;
    places.set(field, place);
    cells[place] = value;
  }
  return cells;
}
