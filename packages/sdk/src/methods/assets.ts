import type { CallOptions } from '../core/call.js';
import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import { HaloAPIError } from '../errors/api-error.js';

/** What an asset can do. */
export interface AssetMethods {
  /** Software found installed on it. */
  getSoftware(options?: CallOptions): Promise<WireRecord[]>;
}

export const assetMethods: Bodies<AssetMethods> = {
  getSoftware: ({ halo }, asset, options) =>
    halo
      .resource('assetSoftware')
      .listAll({ device_id: asset.id as number }, options)
      .toArray(),
};

/** What the assets as a whole can do. */
export interface AssetsMethods {
  /** The inventory number that the next asset should have. */
  getNextTag(options?: CallOptions): Promise<string>;
}

export const assetsMethods: Bodies<AssetsMethods, ResourceVerbs> = {
  async getNextTag({ verbs }, _self, options) {
    const answer = (await verbs.call('nextTag', { ...options })) as
      | { next_tag?: unknown }
      | undefined;
    if (typeof answer?.next_tag === 'string' || typeof answer?.next_tag === 'number')
      return String(answer.next_tag);
    throw new HaloAPIError('halo/broken-answer', 'assets.nextTag answered without a next_tag', {
      status: 200,
      body: answer,
      operation: 'assets.nextTag',
    });
  },
};
