import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';

/** Software found installed on the asset. */
export function getSoftware({ halo }: Context, asset: WireRecord, options?: CallOptions): Promise<WireRecord[]> {
  return halo
    .resource('assetSoftware')
    .listAll({ device_id: asset.id as number }, options)
    .toArray();
}
