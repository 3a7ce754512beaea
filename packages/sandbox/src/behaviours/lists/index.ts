import type { Behaviour } from '../../resources/contract.js';
import { advancedSearch } from './advanced-search.js';
import { agentsAlwaysBare, agentsBareUnpaged } from './bare-unpaged.js';
import { clientCacheTogether } from './client-cache.js';
import { feedByCursor } from './feed-by-cursor.js';
import {
  countCapped,
  pagesCapped,
  pagesCappedByResource,
  pagesNeedBoth,
  pagingIgnored,
  pastEndCountsZero,
  pastEndRepeats,
  unpagedCountIsRows,
} from './paging.js';
import { searchEverything } from './search-everything.js';
import { slowLists } from './slow-lists.js';
import { ticketsByProfiles, viewListsCount } from './view-profiles.js';

/** Shape, filters and speed of lists. */
export const listBehaviours: readonly Behaviour[] = [
  advancedSearch,
  agentsBareUnpaged,
  agentsAlwaysBare,
  clientCacheTogether,
  feedByCursor,
  pagesCapped,
  pagesCappedByResource,
  countCapped,
  pagingIgnored,
  pagesNeedBoth,
  pastEndCountsZero,
  pastEndRepeats,
  unpagedCountIsRows,
  searchEverything,
  ...slowLists,
  ticketsByProfiles,
  viewListsCount,
];
