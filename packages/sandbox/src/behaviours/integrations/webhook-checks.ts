import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** A webhook that calls out needs an address, and its events are bound elsewhere. */
export const webhookChecks: Behaviour = {
  ids: ['webhooks.url-required', 'webhooks.events-dropped'],
  resource: 'webhooks',
  rules: {
    prepare: ({ next }) => {
      next.type ??= 0;
      if (next.type === 0 && !/^https?:\/\//i.test(String(next.url ?? '')))
        throw bareString('Please enter a valid URL');
      delete next.events;
    },
  },
};
