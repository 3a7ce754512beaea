import type { Behaviour } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';

/** The text of a ticket is the note of its first action, and files that were uploaded before it become its own. */
export const ticketsLinked: Behaviour = {
  ids: ['tickets.details-are-the-first-action', 'tickets.files-linked-on-create'],
  resource: 'tickets',
  rules: {
    written: (ticket, before, { records }, patch) => {
      if (before && typeof patch.details === 'string') {
        const key = `${String(ticket.id)}-1`;
        const first = records('actions').get(key);
        if (first) records('actions').put(key, { ...first, note: patch.details });
      }
      for (const { id } of before ? [] : objectsOf(patch.attachments)) {
        const file = records('attachments').get(Number(id));
        if (file)
          records('attachments').put(Number(id), {
            ...file,
            ticket_id: ticket.id,
            unique_id: ticket.id,
          });
      }
    },
  },
};
