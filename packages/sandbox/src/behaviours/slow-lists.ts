import type { Query } from '../http/query.js';

/** Longer than the clients waited that saw no end. */
const TOO_LONG_MS = 20_000;

const without =
  (...parameters: string[]) =>
  (query: Query): boolean =>
    parameters.every((name) => query.text(name) === undefined);

/** Lists that are slow without a filter. */
const SLOW: Readonly<Record<string, (query: Query) => boolean>> = {
  'kbArticles.list': without('search', 'count', 'page_no'),
  'licenceInfo.list': without('count'),
  'incomingEmails.list': () => true,
};

/** Switches of slow lists; off by default, since a wait proves nothing to most tests. */
export const slowLists = { id: 'list.slow-unfiltered', byDefault: false } as const;
export const slowActions = { id: 'actions.unfiltered-slow', byDefault: false } as const;

/** How long a list takes on the sandbox's clock, where its slowness was seen. */
export function slowness(operationId: string, query: Query, on: (id: string, byDefault: boolean) => boolean): number {
  const unfilteredActions = operationId === 'actions.list' && without('ticket_id')(query) && (query.int('page_size') ?? 50) > 1;
  if (unfilteredActions && on(slowActions.id, slowActions.byDefault)) return TOO_LONG_MS;
  return SLOW[operationId]?.(query) && on(slowLists.id, slowLists.byDefault) ? TOO_LONG_MS : 0;
}
