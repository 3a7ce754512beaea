import { BulkInputError } from '../input-error.js';
import type { Source, SourceRow } from './source.js';

/**
 * Of neighbouring rows with the same `by`, the one with the highest number in `highest`: the last state out of a log of
 * events. One group is held at a time; a group that comes a second time is refused.
 */
export async function* latestRows(source: Source, { by, highest }: { by: string; highest: string }): AsyncGenerator<readonly SourceRow[]> {
  const [group, rank] = [by, highest].map((name) => indexOf(source, name)) as [number, number];
  const seen = new Set<string>();
  let best: SourceRow | undefined;
  for await (const batch of source.rows()) {
    const finished: SourceRow[] = [];
    for (const row of batch) {
      const name = String(row.cells[group]);
      if (best && String(best.cells[group]) === name) {
        if (Number(row.cells[rank]) >= Number(best.cells[rank])) best = row;
        continue;
      }
      if (best) finished.push(best);
      if (seen.has(name))
        throw new BulkInputError(`the rows of "${name}" do not stand together`, `Sort the file by ${by}.`, {
          file: source.name,
          line: row.line,
          column: by,
        });
      seen.add(name);
      best = row;
    }
    if (finished.length > 0) yield finished;
  }
  if (best) yield [best];
}

function indexOf(source: Source, column: string): number {
  const at = source.columns.indexOf(column);
  if (at >= 0) return at;
  throw new BulkInputError('"latest" names this column, and the file has none', `The file has: ${source.columns.join(', ')}.`, {
    file: source.name,
    column,
  });
}
