import type { Query } from '../codec/query.js';
import type { CallOptions } from '../core/call.js';
import type { WireRecord } from '../core/records.js';

/** How a name is resolved. */
export interface ResolveOptions extends CallOptions {
  /** Filters that narrow the search, for example `{ client_id: 12 }` for a site. */
  where?: Query | undefined;
}

/**
 * What a name means: one record that has it as it is written (`exact`) or but for case and spaces (`folded`), several
 * (`ambiguous`, with all of them), or `none`. Where no record has the whole name, those whose names have all its
 * words count: several are `ambiguous`, and a single one is `partial`, without an id, since it may not be the one meant.
 */
export type Resolution<Row> =
  | {
      readonly outcome: 'exact' | 'folded';
      readonly id: number | string;
      readonly record: Row;
      readonly candidates: readonly [Row];
    }
  | {
      readonly outcome: 'ambiguous' | 'partial';
      readonly id?: undefined;
      readonly record?: undefined;
      readonly candidates: readonly Row[];
    }
  | {
      readonly outcome: 'none';
      readonly id?: undefined;
      readonly record?: undefined;
      readonly candidates: readonly [];
    };

/** What a look-up found, in a sentence for whoever wrote the name: the record, all that have the name, or none. */
export function resolutionMessage(
  singular: string,
  text: string,
  { outcome, candidates }: Resolution<WireRecord>,
): string {
  if (outcome === 'none') return `"${text}" stands for no ${singular}`;
  const shown = candidates
    .slice(0, mostShown)
    .map(({ id, name }) => (typeof name === 'string' ? `${String(id)} (${name})` : String(id)));
  const others = candidates.length - shown.length;
  const list = `${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  if (outcome === 'partial')
    return `"${text}" may stand for ${singular} ${list}, whose name is longer`;
  return outcome === 'ambiguous'
    ? `"${text}" stands for several records: ${list}`
    : `"${text}" stands for ${singular} ${list}`;
}

const mostShown = 5;
