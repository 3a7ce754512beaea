import type { Behaviour } from '../../resources/contract.js';

/** The log of deliveries is read newest first. */
export const webhookEventsNewestFirst: Behaviour = {
  ids: ['webhooks.log-newest-first'],
  resource: 'webhookEvents',
  rules: { order: { field: 'timestamp', descending: true } },
};
