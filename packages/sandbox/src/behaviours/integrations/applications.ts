import { guid } from '../../random.js';
import type { Behaviour } from '../../resources/contract.js';

/** A new application gets its client id and, unless it is public, a secret that only the answer to its creation shows. */
export const applicationsHoldSecrets: Behaviour = {
  ids: ['auth.applications-managed'],
  resource: 'applications',
  rules: {
    extraFields: { loginas_user_id: 'int' },
    secretFields: ['clientSecret'],
    prepare: ({ before, next }, context) => {
      if (before) return;
      next.clientId ??= guid(context.random);
      if (next.type !== 'public')
        next.clientSecret ??= `${guid(context.random)}-${guid(context.random)}`;
      next.allowagents ??= true;
      next.scopes ??= [{ id: 1, name: 'all' }];
      next.inactive ??= false;
    },
  },
};
