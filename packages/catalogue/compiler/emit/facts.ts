import type { Source } from '../source.js';
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
  return `${banner}export const facts: string =\n  ${quote(JSON.stringify({ repairs, rows }))};\n`;
}
