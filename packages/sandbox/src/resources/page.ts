import type { Query } from '../http/query.js';
import type { ResourceModel, Window } from './contract.js';

const DEFAULT_ROWS = 50;
const EVERYTHING: Window = {
  from: 0,
  size: Number.POSITIVE_INFINITY,
  pageNo: undefined,
  pageSize: undefined,
  paged: false,
};

/** Which rows of a list to answer with, by the resource's paging style. */
export function readWindow(model: ResourceModel, query: Query): Window {
  const { resource } = model;
  const style = resource.paging;
  const mayPage = style === 'page-number' || style === 'undeclared' || style === 'ignored';
  if (mayPage && !model.every('isUnpaged').some((isUnpaged) => isUnpaged(resource)))
    return pagedWindow(model, query);
  const countDeclared = style !== 'ignored' && resource.operations.list?.query.count !== undefined;
  return countDeclared ? topWindow(query, Number.POSITIVE_INFINITY) : EVERYTHING;
}

/** The first `count` rows. */
export function topWindow(query: Query, byDefault: number): Window {
  return { ...EVERYTHING, size: positive(query.int('count')) ?? byDefault };
}

function pagedWindow(model: ResourceModel, query: Query): Window {
  const { resource } = model;
  const echoed = { pageNo: query.int('page_no'), pageSize: positive(query.int('page_size')) };
  const asks = model.rule('asksForPage') ?? asksInAnyWay;
  if (!asks(query)) {
    const rows = resource.paging === 'page-number' ? DEFAULT_ROWS : Number.POSITIVE_INFINITY;
    const top = topWindow(query, rows);
    const limits = model.every('mostCounted').map((most) => most(resource));
    return { ...top, ...echoed, size: Math.min(top.size, ...limits) };
  }
  const caps = model.every('mostOnPage').map((most) => most(resource));
  const size = Math.min(echoed.pageSize ?? DEFAULT_ROWS, ...caps);
  return {
    from: (Math.max(echoed.pageNo ?? 1, 1) - 1) * size,
    size,
    pageNo: echoed.pageNo,
    pageSize: size,
    paged: true,
  };
}

/** One of the parameters of a page is enough. */
const asksInAnyWay = (query: Query): boolean =>
  query.flag('pageinate') ??
  (query.int('page_no') !== undefined || query.int('page_size') !== undefined);

const positive = (number: number | undefined): number | undefined =>
  number !== undefined && number > 0 ? number : undefined;
