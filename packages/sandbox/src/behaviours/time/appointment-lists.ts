import type { Behaviour } from '../../resources/contract.js';
import { betweenDates } from '../../resources/date-filter.js';
import type { HaloRecord } from '../../store/port.js';

/** Appointments are narrowed by their start and by their agents. */
export const appointmentsBetweenDates: Behaviour = {
  ids: ['appointments.between-dates'],
  resource: ['appointments', 'timesheetEvents'],
  rules: {
    filters: {
      start_date: (value) => betweenDates('start_date', value, undefined),
      end_date: (value) => betweenDates('start_date', undefined, value),
      agents: (value) => {
        const wanted = new Set(value.split(',').map((part) => Number(part.trim())));
        return ({ agent_id: own, agents }) =>
          wanted.has(Number(own)) ||
          (Array.isArray(agents) &&
            agents.some((agent: HaloRecord) => wanted.has(Number(agent.id))));
      },
    },
  },
};
