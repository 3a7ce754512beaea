import type { Rows } from '../codec/rows.js';
import { NumberedList } from './numbered-list.js';
import { isSamePage } from './page-pass.js';
import { unpagedRows } from './page-plan.js';
import type { ReceivedRows } from './received-rows.js';
import type { AnyRow } from './row-keys.js';

type Pages = AsyncGenerator<readonly AnyRow[], void, undefined>;

/** What is asked for where a list may have been cut to the rows that Halo gives by itself. */
const mostCounted = 1000;

/** A list without pages: everything, or as much as `count` allows. */
export async function* readWhole(received: ReceivedRows): Pages {
  const first = await received.load({});
  received.tellApart(first.rows);
  yield received.fresh(first.rows);
  const mayBeCut = first.rows.length === unpagedRows && !received.limited;
  if (received.source.takesCount && (mayBeCut || !received.complete))
    yield* readByCount(received, first.rows.length);
  else if (mayBeCut && received.complete) return yield* readBehind(received, first);
  received.finish();
}

async function* readByCount(received: ReceivedRows, had: number): Pages {
  const count = received.complete ? mostCounted : received.expected;
  const { rows } = await received.load({ count });
  // Rows that cannot be told apart are counted: the first of them have come already.
  yield received.fresh(received.keyed ? rows : rows.slice(had));
  if (count === mostCounted && rows.length === count && received.complete)
    throw received.incomplete(`it gives ${mostCounted} rows at the most`);
}

/**
 * A list of just as many rows as Halo gives where it was asked for no page, and which counts those, may have more. It is asked for the second
 * page of a row less: a list without pages answers with the same rows again, and one that has them shows whether any stand behind.
 */
async function* readBehind(received: ReceivedRows, first: Rows): Pages {
  const size = received.keyed ? unpagedRows - 1 : unpagedRows;
  const next = await received.load({ pageinate: true, page_size: size, page_no: 2 });
  if (next.rows.length === 0 || isSamePage(next.rows, first.rows, received)) return;
  if (!received.keyed) throw received.incomplete('it has pages, and its rows have no key');
  const isWhole = holdsTheRest(next, first, received);
  yield received.fresh(next.rows);
  if (isWhole) received.finish();
  else yield* new NumberedList(received).read();
}

/** Whether the second page of a row less holds the last row of the first answer and counts no more rows, or counts none and holds that row alone. */
function holdsTheRest(next: Rows, { rows }: Rows, received: ReceivedRows): boolean {
  if (next.recordCount !== undefined)
    return next.recordCount === rows.length && next.rows.every((row) => received.has(row));
  const [only, ...others] = next.rows;
  return others.length === 0 && received.keyOf(only!) === received.keyOf(rows.at(-1)!);
}
