import type { Behaviour } from '../../resources/contract.js';
import { nothing, without } from '../query-tests.js';

/** Changes of assets and installed software are listed for one asset; of none there are none. */
export const assetHistoryNeedsAsset: Behaviour = {
  ids: ['assets.history-needs-asset'],
  resource: ['assetChanges', 'assetSoftware'],
  rules: { scope: (query) => (without('asset_id', 'device_id')(query) ? nothing : undefined) },
};
