import type { CallOptions } from '../call.js';
import type { Query } from '../codec/query.js';

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
  | { readonly outcome: 'exact' | 'folded'; readonly id: number | string; readonly record: Row; readonly candidates: readonly [Row] }
  | { readonly outcome: 'ambiguous' | 'partial'; readonly id?: undefined; readonly record?: undefined; readonly candidates: readonly Row[] }
  | { readonly outcome: 'none'; readonly id?: undefined; readonly record?: undefined; readonly candidates: readonly [] };
