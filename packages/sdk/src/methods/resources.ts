import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs } from '../core/records.js';
import { withIds } from '../names/with-ids.js';
import { operationOf } from '../resource/operation-of.js';

/** What resources can do, each where it has the operation: search its list, and look up the names in its records. */
export const resourceMethods: Bodies<Pick<ResourceVerbs, 'search' | 'withIds'>, ResourceVerbs> = {
  search({ verbs }, _self, text, options = {}) {
    const { where, limit = 50, ...rest } = options;
    return verbs.listAll({ ...where, search: text }, { limit, ...rest }).toArray();
  },
  async withIds(context, _self, records, options = {}) {
    const operation = operationOf(context.resource, 'upsert', 'withIds');
    return [...(await withIds(context, operation, records, options))];
  },
};
