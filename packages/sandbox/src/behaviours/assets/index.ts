import type { Behaviour } from '../../resources/contract.js';
import { assetsDiagram } from './diagram.js';
import { assetHistoryNeedsAsset } from './history.js';
import { assetSoftwareByAsset } from './software.js';
import { sitesStockBins } from './stock-bins.js';
import { assetsTags } from './tags.js';

/** Assets and stock. */
export const assetBehaviours: readonly Behaviour[] = [
  assetsDiagram,
  assetHistoryNeedsAsset,
  assetSoftwareByAsset,
  sitesStockBins,
  assetsTags,
];
