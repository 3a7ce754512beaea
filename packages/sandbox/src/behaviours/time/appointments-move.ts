import type { Behaviour } from '../../resources/contract.js';

/** Where an appointment moves to another agent, it is another record. */
export const appointmentsMove: Behaviour = {
  ids: ['appointments.new-id'],
  resource: 'appointments',
  optional: true,
  rules: {
    written: (appointment, before, context) => {
      if (!before || before.agent_id === appointment.agent_id) return;
      const records = context.records('appointments');
      records.remove(Number(appointment.id));
      const id = records.nextId();
      records.put(id, { ...appointment, id });
    },
  },
};
