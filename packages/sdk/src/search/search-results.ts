import type { CallOptions } from '../core/call.js';
import type { RowEntity } from '../types/entities.js';
import type { SearchableName } from '../types/names.js';

/** The resources that `halo.search` looks into by default. */
export type DefaultSearch = 'tickets' | 'clients' | 'users' | 'assets' | 'kbArticles';

/** How several resources are searched. */
export interface SearchAllOptions<Name extends SearchableName> extends CallOptions {
  /** Rows of each resource at the most; default: 10. */
  limit?: number | undefined;
  /** Default: tickets, clients, users, assets and articles. */
  resources?: readonly Name[] | undefined;
}

/** What was found, by resource, and which resources could not be searched. */
export interface SearchResults<Name extends SearchableName> {
  readonly found: { readonly [Key in Name]: readonly RowEntity<Key>[] };
  /** Rows found over all resources. */
  readonly count: number;
  readonly failed: readonly { readonly resource: Name; readonly error: Error }[];
}
