import type { Output } from '../host.js';
import type { RowsOf } from './printer.js';
import { TextBuffer } from './text-buffer.js';

/** Rows a page at a time where they come so, since a wait for each of a million rows is felt. */
async function* inPages<One>(rows: RowsOf<One>): AsyncGenerator<Iterable<One>, void, undefined> {
  if ('pages' in rows) yield* rows.pages();
  else if (Symbol.iterator in rows) yield rows;
  else for await (const row of rows) yield [row];
}

/**
 * Writes rows as texts and gives how many there were; `end` closes what only a whole list closes. What came before a failure is
 * written, and the failure goes on to the caller.
 */
export async function writeRows<One>(
  stream: Output,
  rows: RowsOf<One>,
  textOf: (row: One, at: number) => string,
  end: (count: number) => string = () => '',
): Promise<number> {
  const buffer = new TextBuffer(stream);
  let count = 0;
  try {
    for await (const page of inPages(rows)) {
      for (const row of page) {
        const full = buffer.add(textOf(row, count));
        if (full) await full;
        count += 1;
      }
    }
    await buffer.add(end(count));
  } finally {
    await buffer.flush();
  }
  return count;
}
