/** Up to this many records are read one by one, however short their list is. */
export const mostAlone = 20;

/** Records on a page of a list. */
const perPage = 100;

export const pagesOf = (size: number): number => Math.max(1, Math.ceil(size / perPage));

/** Whether a list of this size takes fewer requests than reading the wanted records one by one. */
export const isListCheaper = (wanted: number, size: number): boolean =>
  wanted > mostAlone && pagesOf(size) <= wanted;
