import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** Fields that change nothing when they are written; the answer is a success all the same. */
const IGNORED = ['twofactor_enabled', 'authenticatorapp_configured'] as const;

/** What a plain search of users looks into; never into the ids of directories. */
const SEARCHED = [
  'name',
  'firstname',
  'surname',
  'emailaddress',
  'email2',
  'email3',
  'login',
  'department',
  'jobtitle',
  'phonenumber',
  'mobilenumber',
];

/** A user needs a name and a site; one error is reported at a time, and the client follows from the site. */
export const usersBelongToSites: Behaviour = {
  ids: ['users.one-error-at-a-time', 'users.read-only-fields-ignored', 'users.search-fields'],
  resource: 'users',
  rules: {
    searchFields: SEARCHED,
    prepare: ({ before, next }, context) => {
      for (const field of IGNORED) {
        if (before?.[field] === undefined) delete next[field];
        else next[field] = before[field];
      }
      if (next.name === undefined || next.name === '') throw bareString('Username must be entered');
      const site = context.records('sites').get(Number(next.site_id ?? next.site_id_int));
      if (!site) throw bareString('A Site must be selected');
      Object.assign(next, {
        site_id: site.id,
        site_id_int: site.id,
        site_name: site.name,
        client_id: site.client_id,
        client_name: site.client_name,
      });
      next.inactive ??= false;
    },
  },
};
