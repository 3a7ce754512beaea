import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs } from '../core/records.js';

/** What every resource can do that its list can search. */
export const resourceMethods: Bodies<Pick<ResourceVerbs, 'search'>, ResourceVerbs> = {
  search({ verbs }, _self, text, options = {}) {
    const { where, limit = 50, ...rest } = options;
    return verbs.listAll({ ...where, search: text }, { limit, ...rest }).toArray();
  },
};
