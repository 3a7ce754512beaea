import type { JsonObject } from '../json.js';
import type { NextPage } from './tool.js';

/** Rows that Halo gives, and counts, where it saw no request for a page (behaviour: paging.unpaged-count-is-rows). */
const defaultRows = 50;

/**
 * The page after one that was read by number: where it had rows and the server counts more than have been seen. Without a
 * count, a page that is full has another one behind it, and so may one of just as many rows as Halo gives by itself.
 */
export function nextPage(
  input: JsonObject,
  output: JsonObject,
  { path, seen }: { path: string; seen: number },
): NextPage | undefined {
  const rows = output[path];
  if (!Array.isArray(rows) || rows.length === 0) return undefined;
  const size = Number(input.page_size ?? rows.length);
  const page = Number(input.page_no ?? 1);
  const now = (seen > 0 ? seen : (page - 1) * size) + rows.length;
  const count = output.record_count;
  const isCut = page === 1 && rows.length === defaultRows && count === defaultRows;
  const isLast = typeof count === 'number' ? now >= count : rows.length < size;
  if (isLast && !isCut) return undefined;
  return { input: { ...input, page_no: page + 1 }, path, seen: now };
}
