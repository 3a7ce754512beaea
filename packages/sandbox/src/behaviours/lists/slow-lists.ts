import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import type { Query } from '../../http/query.js';
import type { Behaviour } from '../../resources/contract.js';
import { without } from '../query-tests.js';

/** Longer than the clients waited that saw no end. */
const TOO_LONG_MS = 20_000;

/** A list that takes long where its query is like this; off by default, since a wait proves nothing to most tests. */
const slow = (id: BehaviourId, resource: string, isSlow: (query: Query) => boolean): Behaviour => ({
  ids: [id],
  resource,
  optional: true,
  rules: {
    delay: ({ operation, query }) => (operation.verb === 'list' && isSlow(query) ? TOO_LONG_MS : 0),
  },
});

/** Lists that are slow without a filter. */
export const slowLists: readonly Behaviour[] = [
  slow('list.slow-unfiltered', 'kbArticles', without('search', 'count', 'page_no')),
  slow('list.slow-unfiltered', 'licenceInfo', without('count')),
  slow('list.slow-unfiltered', 'incomingEmails', () => true),
  slow(
    'actions.unfiltered-slow',
    'actions',
    (query) => without('ticket_id')(query) && (query.int('page_size') ?? 50) > 1,
  ),
];
