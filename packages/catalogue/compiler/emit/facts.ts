import { operationsOf, type Source } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits where each fact about a resource comes from, and what was seen besides. */
export function emitFacts(source: Source, repairs: Record<string, number>): string {
  const rows = source.resources.map((resource) => ({
    resource: resource.attribute,
    ...(resource.description && { description: resource.description }),
    id: resource.id.origin,
    ...(resource.list && { list: resource.list.origin }),
    ...(resource.list?.status && { listStatus: resource.list.status }),
    ...(resource.list?.note && { note: resource.list.note }),
    ...(resource.paging?.note && { pagingNote: resource.paging.note }),
    scope: resource.scope.origin,
    ...(resource.naturalKeys && { naturalKeys: resource.naturalKeys.origin }),
    ...(resource.cursor && { cursor: resource.cursor }),
    ...(resource.since && { since: resource.since }),
  }));
  return `${banner}export const facts: string =\n  ${quote(JSON.stringify({ repairs, rows, since: sinceByVersion(source) }))};\n`;
}

/** Ids of the operations that came with a version of the contract, by version; those of the first are not listed. */
function sinceByVersion(source: Source): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const [verb, operation, resource] of operationsOf(source)) {
    const version = operation.since ?? resource.since;
    if (!version) continue;
    versions[version] ??= [];
    versions[version].push(`${resource.attribute}.${verb}`);
  }
  return versions;
}
