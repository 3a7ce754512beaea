import type { ClientContext } from '../core/context.js';
import type { Bodies } from '../core/methods.js';
import type { WireRecord } from '../core/records.js';
import type { Resolution, ResolveOptions } from '../resolve/resolution.js';
import { resolveName } from '../resolve/resolve-name.js';
import { searchAll } from '../search/search-all.js';
import type { SearchAllOptions, SearchResults } from '../search/search-results.js';
import type { ListableName, SearchableName } from '../types/names.js';

/** What a client can do over several resources, as `ClientWide` declares it for each of them. */
interface ClientWideMethods {
  search(
    text: string,
    options?: SearchAllOptions<SearchableName>,
  ): Promise<SearchResults<SearchableName>>;
  resolve(
    resource: ListableName,
    text: string,
    options?: ResolveOptions,
  ): Promise<Resolution<WireRecord>>;
}

export const clientWideMethods: Bodies<ClientWideMethods, unknown, ClientContext> = {
  search: ({ halo }, _self, text, options = {}) => searchAll(halo, text, options),
  resolve: (context, _self, ...[resource, text, options = {}]) =>
    resolveName(context, { resource, text, options }),
};
