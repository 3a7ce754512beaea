import type { Resource } from 'halopsa-catalogue';
import type { Query } from '../http/query.js';
import type { Switches } from '../switches.js';

/** The part of a list that one answer holds. */
export interface Window {
  readonly from: number;
  readonly size: number;
  /** The page number to echo, where one was sent. */
  readonly pageNo: number | undefined;
  /** The page size to echo, where paging was asked for. */
  readonly pageSize: number | undefined;
}

const MAX_PAGE = 100;
const DEFAULT_ROWS = 50;
const EVERYTHING: Window = { from: 0, size: Number.POSITIVE_INFINITY, pageNo: undefined, pageSize: undefined };

/** Which rows of a list to answer with, by the resource's paging style. */
export function readWindow(resource: Resource, query: Query, switches: Switches): Window {
  const style = resource.paging;
  if (style === 'page-number' || style === 'undeclared') {
    return pagedWindow(query, switches, style === 'page-number' ? DEFAULT_ROWS : Number.POSITIVE_INFINITY);
  }
  const ignoresPaging = switches.on('paging.ignored-by-some');
  if (!ignoresPaging && style === 'ignored') return pagedWindow(query, switches, Number.POSITIVE_INFINITY);
  const countDeclared = style !== 'ignored' && resource.operations.list?.query.count !== undefined;
  return countDeclared ? topWindow(query, Number.POSITIVE_INFINITY) : EVERYTHING;
}

/** The first `count` rows. */
export function topWindow(query: Query, byDefault: number): Window {
  return { ...EVERYTHING, size: positive(query.int('count')) ?? byDefault };
}

function pagedWindow(query: Query, switches: Switches, byDefault: number): Window {
  const asked = query.flag('pageinate') ?? (query.int('page_no') !== undefined || query.int('page_size') !== undefined);
  if (!asked) return topWindow(query, byDefault);
  const cap = switches.on('paging.cap-100') ? MAX_PAGE : Number.POSITIVE_INFINITY;
  const size = Math.min(positive(query.int('page_size')) ?? DEFAULT_ROWS, cap);
  const pageNo = query.int('page_no');
  return { from: (Math.max(pageNo ?? 1, 1) - 1) * size, size, pageNo, pageSize: size };
}

const positive = (number: number | undefined): number | undefined => (number !== undefined && number > 0 ? number : undefined);
