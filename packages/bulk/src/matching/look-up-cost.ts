/** Fewer records than this are read one by one, whatever their list takes. */
export const fewRecords = 20;

/** Records on a page of a list. */
export const perPage = 100;

export const pagesOf = (size: number): number => Math.max(1, Math.ceil(size / perPage));

/** Whether the list of so many records takes fewer requests than reading the wanted ones each by itself. */
export const isListCheaper = (wanted: number, size: number): boolean => wanted >= fewRecords && pagesOf(size) <= wanted;

/** Requests that it takes to read so many records by their ids, the one that counts the list among them. */
export const lookUpRequests = (wanted: number, size: number): number =>
  wanted < fewRecords ? wanted : 1 + Math.min(wanted, pagesOf(size));
