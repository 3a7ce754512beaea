import type { CallOptions } from '../call.js';
import type { WireRecord } from '../resource/resource-client.js';
import type { MethodContext } from './method-context.js';

/** Software found installed on the asset. */
export function getSoftware({ halo }: MethodContext, asset: WireRecord, options?: CallOptions): Promise<WireRecord[]> {
  return halo
    .resource('assetSoftware')
    .listAll({ device_id: asset.id as number }, options)
    .toArray();
}
