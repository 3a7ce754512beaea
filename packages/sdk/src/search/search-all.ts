import type { ClientContext } from '../core/context.js';
import { HaloAuthenticationError, HaloForbiddenError } from '../errors/api-error.js';
import type { SearchableName } from '../types/names.js';
import type { DefaultSearch, SearchAllOptions, SearchResults } from './search-results.js';

const usual: readonly DefaultSearch[] = ['tickets', 'clients', 'users', 'assets', 'kbArticles'];

/** Searches several resources at once. One that the token may not read does not spoil the others; any other failure does. */
export async function searchAll<Name extends SearchableName>(
  halo: ClientContext['halo'],
  text: string,
  options: SearchAllOptions<Name>,
): Promise<SearchResults<Name>> {
  const {
    limit = 10,
    resources = usual as readonly SearchableName[] as readonly Name[],
    ...call
  } = options;
  const failed: { resource: Name; error: Error }[] = [];
  const found = await Promise.all(
    resources.map(async (resource) => {
      try {
        return [resource, await halo.resource(resource).search(text, { ...call, limit })] as const;
      } catch (error) {
        if (!(error instanceof HaloForbiddenError || error instanceof HaloAuthenticationError))
          throw error;
        failed.push({ resource, error });
        return [resource, []] as const;
      }
    }),
  );
  const count = found.reduce((sum, [, rows]) => sum + rows.length, 0);
  return {
    found: Object.fromEntries(found) as unknown as SearchResults<Name>['found'],
    count,
    failed,
  };
}
