import type { Behaviour } from '../../resources/contract.js';
import { appointmentsBetweenDates } from './appointment-lists.js';
import { appointmentRoutes } from './appointment-routes.js';
import { appointmentsCompletion } from './appointments-completion.js';
import { appointmentsMove } from './appointments-move.js';
import { timesheetEventsFromActions } from './events-from-actions.js';
import { holidaysJunkFails } from './holidays.js';
import { timesheetsNameTheirDay } from './timesheet-days.js';
import { timesheetsFromActions } from './timesheets.js';

/** Time: entries, timesheets, appointments and holidays. */
export const timeBehaviours: readonly Behaviour[] = [
  appointmentsBetweenDates,
  ...appointmentRoutes,
  appointmentsCompletion,
  appointmentsMove,
  timesheetEventsFromActions,
  holidaysJunkFails,
  timesheetsNameTheirDay,
  timesheetsFromActions,
];
