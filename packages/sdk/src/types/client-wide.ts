import type { Resolution, ResolveOptions } from '../resolve/resolution.js';
import type { DefaultSearch, SearchAllOptions, SearchResults } from '../search/search-results.js';
import type { RowEntity } from './entities.js';
import type { ListableName, SearchableName } from './names.js';

/** What a client can do over several resources. */
export interface ClientWide {
  /** Searches several resources at once; one that the token may not read is named under `failed`. */
  search<Name extends SearchableName = DefaultSearch>(
    text: string,
    options?: SearchAllOptions<Name>,
  ): Promise<SearchResults<Name>>;
  /** Finds the record that a name means: `exact`, `folded` (but for case and spaces), `ambiguous`, or `none`. */
  resolve<Name extends ListableName>(
    resource: Name,
    text: string,
    options?: ResolveOptions,
  ): Promise<Resolution<RowEntity<Name>>>;
}
