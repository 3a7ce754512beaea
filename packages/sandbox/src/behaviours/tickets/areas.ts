import type { Behaviour } from '../../resources/contract.js';

/** Types of tickets belong to an area, and an area of tickets shows those of its types. */
export const ticketsByArea: Behaviour = {
  ids: ['tickets.area-filter'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    filters: {
      ticketarea_id: (value, _query, context) => {
        const types = [...context.records('ticketTypes').scan()].filter(
          (type) => String(type.ticketarea_id ?? '') === value.trim(),
        );
        const ids = new Set(types.map(({ id }) => id));
        return { field: 'tickettype_id', accepts: (id) => ids.has(id) };
      },
    },
  },
};

/** The area of a ticket type, which its contract does not tell of. */
export const ticketTypesHaveArea: Behaviour = {
  ids: ['tickets.area-filter'],
  resource: 'ticketTypes',
  rules: { extraFields: { ticketarea_id: 'int' } },
};
