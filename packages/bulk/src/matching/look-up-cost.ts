import type { Resource } from 'halopsa-catalogue';

/** Up to this many records are read one by one, however short their list is. */
export const mostAlone = 20;

/** Records on a page of a list. */
const perPage = 100;

export const pagesOf = (size: number): number => Math.max(1, Math.ceil(size / perPage));

/** How many requests reading a list takes: a short one of a resource whose pages no source has seen is looked at once more. */
export const listRequests = (resource: Pick<Resource, 'pagesSeen'>, size: number): number =>
  pagesOf(size) + (!resource.pagesSeen && size > 1 && size < perPage ? 1 : 0);

/** Whether a list of this size takes fewer requests than reading the wanted records one by one. */
export const isListCheaper = (wanted: number, size: number): boolean =>
  wanted > mostAlone && pagesOf(size) <= wanted;
