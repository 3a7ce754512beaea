import { NumberedList } from './numbered-list.js';
import type { PageSource } from './page-source.js';
import { ReceivedRows } from './received-rows.js';
import type { AnyRow } from './row-keys.js';
import { readWhole } from './whole-list.js';

export type { PageQuery, PageSource } from './page-source.js';

/**
 * Yields the rows of a whole list, page by page, each row once. It goes by the rows that come, never by those asked for, and a list
 * that cannot be proven whole throws after the rows that did come; `NumberedList` says what proves one.
 */
export async function* paginate(
  source: PageSource,
): AsyncGenerator<readonly AnyRow[], void, undefined> {
  const received = new ReceivedRows(source);
  switch (source.resource.paging) {
    case 'none':
    case 'ignored':
      yield* readWhole(received);
      break;
    case 'cursor':
      yield* readByCursor(received);
      break;
    default:
      yield* new NumberedList(received).read();
  }
}

/** A list that goes backwards from the smallest value seen, for example `older_than_id`. */
async function* readByCursor(
  received: ReceivedRows,
): AsyncGenerator<readonly AnyRow[], void, undefined> {
  const { resource, takesCount, pageSize } = received.source;
  const { parameter, field } = resource.cursor!;
  const count = takesCount ? { count: pageSize } : {};
  let page = await received.load(count);
  while (page.rows.length > 0) {
    const fresh = received.fresh(page.rows);
    yield fresh;
    if (received.limited) return;
    // A last row may come over again, and no more than that where the server goes backwards.
    if (fresh.length === 0 && page.rows.length > 1)
      throw received.incomplete(`it answers with the same rows whatever ${parameter} asks for`);
    if (fresh.length === 0) return;
    const smallest = page.rows.reduce(
      (least, row) => Math.min(least, Number(row[field])),
      Number.POSITIVE_INFINITY,
    );
    if (!Number.isFinite(smallest))
      throw received.incomplete(`its rows have no ${field} to go on from`);
    page = await received.load({ ...count, [parameter]: smallest });
  }
  // The count of such a list is that of its window, not of the whole.
}
