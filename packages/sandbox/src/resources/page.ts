import { findParameterRule, type Resource } from 'halopsa-catalogue';
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
  /** True where a page was asked for so that the server gives one; only then the whole list is counted. */
  readonly paged: boolean;
}

const DEFAULT_ROWS = 50;
const MAX_PAGE = 100;
const EVERYTHING: Window = {
  from: 0,
  size: Number.POSITIVE_INFINITY,
  pageNo: undefined,
  pageSize: undefined,
  paged: false,
};

/** Which rows of a list to answer with, by the resource's paging style. */
export function readWindow(resource: Resource, query: Query, switches: Switches): Window {
  const style = resource.paging;
  if (style === 'page-number' || style === 'undeclared')
    return pagedWindow(resource, query, switches);
  const ignoresPaging = switches.on('paging.ignored-by-some');
  if (!ignoresPaging && style === 'ignored') return pagedWindow(resource, query, switches);
  const countDeclared = style !== 'ignored' && resource.operations.list?.query.count !== undefined;
  return countDeclared ? topWindow(query, Number.POSITIVE_INFINITY) : EVERYTHING;
}

/** The first `count` rows. */
export function topWindow(query: Query, byDefault: number): Window {
  return { ...EVERYTHING, size: positive(query.int('count')) ?? byDefault };
}

function pagedWindow(resource: Resource, query: Query, switches: Switches): Window {
  const echoed = { pageNo: query.int('page_no'), pageSize: positive(query.int('page_size')) };
  if (!asksForPage(query, switches)) {
    const rows = resource.paging === 'page-number' ? DEFAULT_ROWS : Number.POSITIVE_INFINITY;
    const top = topWindow(query, rows);
    return { ...top, ...echoed, size: Math.min(top.size, mostCounted(resource, switches)) };
  }
  const cap = switches.on('paging.cap-100') ? MAX_PAGE : Number.POSITIVE_INFINITY;
  const own = switches.on('paging.cap-by-resource') ? resource.pageRows : cap;
  const size = Math.min(echoed.pageSize ?? DEFAULT_ROWS, cap, own === MAX_PAGE ? cap : own);
  return {
    from: (Math.max(echoed.pageNo ?? 1, 1) - 1) * size,
    size,
    pageNo: echoed.pageNo,
    pageSize: size,
    paged: true,
  };
}

/** Pages are given only where both parameters ask for them; one alone was enough before that was known. */
function asksForPage(query: Query, switches: Switches): boolean {
  const pageNo = query.int('page_no');
  if (switches.on('paging.needs-both'))
    return query.flag('pageinate') === true && pageNo !== undefined;
  return query.flag('pageinate') ?? (pageNo !== undefined || query.int('page_size') !== undefined);
}

/** The most rows of `count`; only where the catalogue knows of a limit. */
function mostCounted({ operations }: Resource, switches: Switches): number {
  const rule = operations.list && findParameterRule(operations.list, 'count');
  return rule?.most !== undefined && switches.on('paging.count-capped')
    ? rule.most
    : Number.POSITIVE_INFINITY;
}

const positive = (number: number | undefined): number | undefined =>
  number !== undefined && number > 0 ? number : undefined;
