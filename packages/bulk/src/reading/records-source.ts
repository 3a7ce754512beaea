import type { Source, SourceRow } from './source.js';

type Fields = Readonly<Record<string, unknown>>;

/** Makes a source of records that are here or on their way: a list of the tenant, the rows of a report. The columns are those of the first batch. */
export async function recordsSource(name: string, pages: AsyncIterable<readonly Fields[]>): Promise<Source> {
  const batches = pages[Symbol.asyncIterator]();
  const first = await batches.next();
  const records: readonly Fields[] = first.done ? [] : first.value;
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  let line = 0;
  const shaped = (batch: readonly Fields[]): SourceRow[] =>
    batch.map((record) => {
      line += 1;
      return { line, cells: columns.map((column) => record[column]) };
    });
  async function* rows(): AsyncGenerator<readonly SourceRow[]> {
    if (records.length > 0) yield shaped(records);
    for (let next = await batches.next(); !next.done; next = await batches.next()) yield shaped(next.value);
  }
  return { name, columns, format: 'records', fromHalo: true, rows };
}
