import { detailsOf } from 'halopsa-catalogue/details';
import type { Behaviour } from '../../resources/contract.js';
import { findRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloValue, WritableRecord } from '../../store/port.js';

/** An action changes its ticket: by its `new_` fields, and by the date of the last action. */
export const actionsChangeTicket: Behaviour = {
  ids: ['actions.new-fields-change-ticket'],
  priority: 'following',
  resource: 'actions',
  rules: {
    prepare: ({ before, next }, context) => {
      const found = findRecord('tickets', next.ticket_id, context);
      if (before || !found) return;
      const { record: ticket, attribute } = found;
      const patch: WritableRecord = {
        id: ticket.id,
        lastactiondate: next.datetime,
        _by_action: true,
      };
      for (const [from, to] of Object.entries(detailsOf('actions').sets?.fields ?? {}))
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
const numeric = (value: HaloValue): HaloValue =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
