import { exception } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** A ticket type may allow some statuses only. */
export const ticketsAllowedStatuses: Behaviour = {
  ids: ['tickets.allowed-statuses'],
  priority: 'checking',
  resource: 'tickets',
  rules: {
    prepare: ({ before, next }, context) => {
      if (before?.status_id === next.status_id) return;
      const type = context.records('ticketTypes').get(Number(next.tickettype_id));
      if (type?.allowall_status !== false || !Array.isArray(type.allowed_status)) return;
      const allowed = type.allowed_status.some(
        (status: HaloRecord) => status.status_id === next.status_id,
      );
      if (!allowed) throw exception('Invalid Status');
    },
  },
};
