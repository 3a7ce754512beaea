import type { Behaviour } from '../../resources/contract.js';
import { agentsAlwaysBare, agentsBareUnpaged } from './bare-unpaged.js';
import { clientCacheTogether } from './client-cache.js';
import { feedByCursor } from './feed-by-cursor.js';
import { searchEverything } from './search-everything.js';
import { slowLists } from './slow-lists.js';
import { ticketsByProfiles, viewListsCount } from './view-profiles.js';

/** Shape, filters and speed of lists. */
export const listBehaviours: readonly Behaviour[] = [
  agentsBareUnpaged,
  agentsAlwaysBare,
  clientCacheTogether,
  feedByCursor,
  searchEverything,
  ...slowLists,
  ticketsByProfiles,
  viewListsCount,
];
