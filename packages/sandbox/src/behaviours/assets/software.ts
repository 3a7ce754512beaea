import type { Behaviour } from '../../resources/contract.js';

/** Installed software is listed by the asset's id, which the query calls a device. */
export const assetSoftwareByAsset: Behaviour = {
  ids: ['assets.software-by-device'],
  resource: 'assetSoftware',
  rules: {
    source: (query, context) => {
      const asset = query.int('device_id') ?? query.int('asset_id');
      return asset === undefined
        ? undefined
        : context.records('assetSoftware').matching('asset_id', asset);
    },
    filters: { device_id: () => undefined },
  },
};
