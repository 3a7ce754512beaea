import type { Behaviour, Context } from '../../resources/contract.js';
import { findRecord } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import {
  ACTED,
  CLOSED,
  DELETED,
  LOGGED,
  messageOf,
  STATUS_CHANGED,
  UPDATED,
} from '../../webhooks/event.js';

function fire(
  eventno: number,
  ticket: HaloRecord,
  context: Context,
  beside: Readonly<Record<string, HaloRecord>> = {},
): void {
  context.fire({
    eventno,
    message: messageOf(eventno, ticket.id),
    objectId: Number(ticket.id),
    agentId: context.session.agentId,
    records: { ticket, ...beside },
  });
}

/** What happens to a ticket goes to every webhook that a notification binds to it. */
export const ticketsFireEvents: Behaviour = {
  ids: ['webhooks.delivered-body', 'webhooks.message-padded-id'],
  resource: 'tickets',
  rules: {
    written: (ticket, before, context) => {
      fire(before ? UPDATED : LOGGED, ticket, context);
      if (before && before.status_id !== ticket.status_id) fire(STATUS_CHANGED, ticket, context);
      if (ticket.hasbeenclosed === true && before?.hasbeenclosed !== true)
        fire(CLOSED, ticket, context);
    },
    removed: (ticket, context) => fire(DELETED, ticket, context),
  },
};

/** An action is sent together with its ticket. */
export const actionsFireEvents: Behaviour = {
  ids: ['webhooks.action-beside-ticket'],
  resource: 'actions',
  rules: {
    written: (action, before, context) => {
      const ticket = findRecord('tickets', action.ticket_id, context)?.record;
      if (!before && ticket) fire(ACTED, ticket, context, { action });
    },
  },
};

/** A webhook shows the notifications that bind it, and never its password. */
export const webhooksShowEvents: Behaviour = {
  ids: ['webhooks.events-by-notification'],
  priority: 'following',
  resource: 'webhooks',
  rules: {
    secretFields: ['basic_password', 'consecutive_failures'],
    prepare: ({ next, before }) => {
      next.active ??= true;
      if (before?.disabled === true && next.disabled === false) next.consecutive_failures = 0;
    },
    detail: (webhook, _query, context) => ({
      ...webhook,
      events: [...context.records('notificationRules').scan()].filter(
        ({ webhook_id: id }) => String(id).toLowerCase() === webhook.id,
      ),
    }),
  },
};
