import type { Behaviour } from '../../resources/contract.js';
import { findTicket } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';

/** What a field of an action sets on its ticket. */
const EFFECTS: Readonly<Record<string, string>> = {
  new_status: 'status_id',
  new_priority: 'priority_id',
  new_impact: 'impact',
  new_urgency: 'urgency',
  new_team: 'team',
  new_agent: 'agent_id',
  new_category1: 'category_1',
  new_category2: 'category_2',
  new_category3: 'category_3',
  new_category4: 'category_4',
  new_tickettype: 'tickettype_id',
};

/** An action changes its ticket: by its `new_` fields, and by the date of the last action. */
export const actionsChangeTicket: Behaviour = {
  ids: ['actions.new-fields-change-ticket'],
  priority: 'following',
  resource: 'actions',
  rules: {
    prepare: ({ before, next }, context) => {
      const found = findTicket(next.ticket_id, context);
      if (before || !found) return;
      const { record: ticket, attribute } = found;
      const patch: Record<string, unknown> = {
        id: ticket.id,
        lastactiondate: next.datetime,
        _by_action: true,
      };
      for (const [from, to] of Object.entries(EFFECTS))
        if (next[from] !== undefined) patch[to] = numeric(next[from]);
      if (next.new_status !== undefined) {
        next.old_status = ticket.status_id;
        next.new_status_name = context.records('statuses').get(Number(next.new_status))?.name;
      }
      upsertRecord(patch, context.model(attribute), context);
    },
  },
};

/** Agents and statuses come as numbers or as numbers in text. */
const numeric = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
