import { json } from '../../http/reply.js';
import type { Behaviour } from '../../resources/contract.js';
import { route } from '../route.js';

/** The bins of all sites. */
export const sitesStockBins: Behaviour = route('sites.stock-bins', 'sites', {
  stockBins: ({ context }) => json([...context.records('stockBins').scan()]),
});
