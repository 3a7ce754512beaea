/** One page to ask for, and the position of its first row in the list, from 0. */
export interface PageAt {
  readonly number: number;
  readonly size: number;
  readonly from: number;
  /** True for the last rows of the list, which are the first ones in the opposite order. */
  readonly turned?: boolean;
}

/** Rows of an answer to a request that was not taken as one for a page (behaviour: paging.needs-both). */
export const unpagedRows = 50;

/** Pages of one size, side by side. */
export const pageNumber = (number: number, size: number): PageAt => ({
  number,
  size,
  from: (number - 1) * size,
});

/** The last rows of a list of `count` rows, in the opposite order. */
export const lastRows = (count: number, size: number): PageAt => ({
  number: 1,
  size,
  from: Math.max(0, count - size),
  turned: true,
});

/**
 * The page that holds the row before `position` and reaches furthest beyond it; undefined where no page of `most` rows or fewer
 * reaches over the position, since every such size divides it. A page number counts pages of its own size, so that an overlap
 * takes a size that does not divide the position: that costs a seventh more requests than pages side by side.
 */
export function overlappingPage(position: number, most: number): PageAt | undefined {
  let best: PageAt | undefined;
  let reach = position;
  for (let size = most; size > 1; size -= 1) {
    const at = pageNumber(Math.floor((position - 1) / size) + 1, size);
    if (at.from + size <= reach) continue;
    best = at;
    reach = at.from + size;
  }
  return best;
}
