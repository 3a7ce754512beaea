import type { ClientContext } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
import type { Resolution, ResolveOptions } from '../resolve/resolution.js';
import { type NameToResolve, resolveName } from '../resolve/resolve-name.js';
import { searchAll } from '../search/search-all.js';
import type { SearchAllOptions, SearchResults } from '../search/search-results.js';
import type { SearchableName } from '../types/names.js';

/** Searches several resources at once. */
export function search<Name extends SearchableName>(
  { halo }: ClientContext,
  _self: unknown,
  text: string,
  options: SearchAllOptions<Name> = {},
): Promise<SearchResults<Name>> {
  return searchAll(halo, text, options);
}

/** Finds the record that a name means. */
export function resolve(
  context: ClientContext,
  _self: unknown,
  ...input: [name: string, text: string, options?: ResolveOptions]
): Promise<Resolution<WireRecord>> {
  const [resource, text, options = {}] = input;
  const wanted: NameToResolve = { resource, text, options };
  return resolveName(context, wanted);
}
