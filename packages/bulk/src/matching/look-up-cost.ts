/** Up to so many records are read one by one, however short their list is. */
export const mostAlone = 20;

/** Records on a page of a list. */
const perPage = 100;

export const pagesOf = (size: number): number => Math.max(1, Math.ceil(size / perPage));

/** Whether the list of so many records takes fewer requests than reading the wanted ones each by itself. */
export const isListCheaper = (wanted: number, size: number): boolean => wanted > mostAlone && pagesOf(size) <= wanted;
