import type { Behaviour } from '../../resources/contract.js';

/** Where an appointment moves to another agent, it is another record, which the answer shows. */
export const appointmentsMove: Behaviour = {
  ids: ['appointments.new-id'],
  resource: 'appointments',
  optional: true,
  rules: {
    prepare: ({ before, next }, context) => {
      if (before && before.agent_id !== next.agent_id)
        next.id = context.records('appointments').nextId();
    },
    written: (appointment, before, context) => {
      if (before && before.id !== appointment.id)
        context.records('appointments').remove(Number(before.id));
    },
  },
};
