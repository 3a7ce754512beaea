import type { Problem } from './problem.js';

/** How often a name came that stands for no record or for several; by what narrows it down, where anything does. */
export type Unmatched = number | Readonly<Record<string, number>>;

/** Of names in a field, and of what narrows a name down, no more are kept. */
const kept = 1000;

/** Counts the name that a problem speaks of, if it does. */
export function countUnmatched(
  counts: Record<string, Record<string, Unmatched>>,
  field: string,
  { unmatched, within }: Problem,
): void {
  if (unmatched === undefined) return;
  // Without a prototype, since a name in a file may be that of something there.
  counts[field] ??= Object.create(null) as Record<string, Unmatched>;
  const names = counts[field];
  const known = names[unmatched];
  if (known === undefined && Object.keys(names).length >= kept) return;
  names[unmatched] =
    within === undefined && typeof known !== 'object'
      ? Number(known ?? 0) + 1
      : counted(known, within ?? '');
}

function counted(known: Unmatched | undefined, within: string): Unmatched {
  const pairs: Record<string, number> =
    typeof known === 'object'
      ? known
      : Object.assign(
          Object.create(null) as Record<string, number>,
          known === undefined ? {} : { '': known },
        );
  if (pairs[within] === undefined && Object.keys(pairs).length >= kept) return pairs;
  return Object.assign(pairs, { [within]: (pairs[within] ?? 0) + 1 });
}
