import { findParameterRule } from 'halopsa-catalogue';
import type { Behaviour } from '../../resources/contract.js';

const MOST_ROWS = 100;

/** A page has 100 rows at most, whatever is asked for. */
export const pagesCapped: Behaviour = {
  ids: ['paging.cap-100'],
  rules: { mostOnPage: () => MOST_ROWS },
};

/** Pages of some resources end earlier. */
export const pagesCappedByResource: Behaviour = {
  ids: ['paging.cap-by-resource'],
  rules: {
    mostOnPage: ({ pageRows }) => (pageRows === MOST_ROWS ? Number.POSITIVE_INFINITY : pageRows),
  },
};

/** Without pages `count` gives no more rows than the catalogue knows of. */
export const countCapped: Behaviour = {
  ids: ['paging.count-capped'],
  rules: {
    mostCounted: ({ operations }) =>
      (operations.list && findParameterRule(operations.list, 'count')?.most) ??
      Number.POSITIVE_INFINITY,
  },
};

/** Some resources give all of their rows although a page is asked for. */
export const pagingIgnored: Behaviour = {
  ids: ['paging.ignored-by-some'],
  rules: { isUnpaged: ({ paging }) => paging === 'ignored' },
};

/** A page is given where both of its parameters ask for it; one alone was enough before that was known. */
export const pagesNeedBoth: Behaviour = {
  ids: ['paging.needs-both'],
  rules: {
    asksForPage: (query) => query.flag('pageinate') === true && query.int('page_no') !== undefined,
  },
};

/** Behind the last page the count is zero. */
export const pastEndCountsZero: Behaviour = {
  ids: ['paging.past-end-count-zero'],
  rules: {
    recordCount: ({ window, rows, all }) => (rows === 0 && window.from > 0 ? 0 : all),
  },
};

/** A server may give the last page again for those behind it, at which one client stops. */
export const pastEndRepeats: Behaviour = {
  ids: ['paging.past-end-repeats'],
  optional: true,
  rules: { pastEnd: ({ size }, count) => Math.floor((count - 1) / size) * size },
};

/** Without pages the rows of the answer are counted. */
export const unpagedCountIsRows: Behaviour = {
  ids: ['paging.unpaged-count-is-rows'],
  rules: { recordCount: ({ window, rows, all }) => (window.paged ? all : rows) },
};
