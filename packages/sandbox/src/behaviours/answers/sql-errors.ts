import { exception } from '../../http/refusal.js';
import type { Behaviour, Draft } from '../../resources/contract.js';

/** The message of a database that refused a missing value. */
const missing = (column: string, table: string): Error =>
  exception(
    `A database error occurred (515) - Cannot insert the value NULL into column '${column}', table 'D_sandbox.dbo.${table}'; column does not allow nulls. INSERT fails.`,
  );

const demand =
  (field: string, column: string, table: string) =>
  ({ before, next }: Draft): void => {
    if (!before && next[field] === undefined) throw missing(column, table);
  };

/** A ticket type made of a name alone fails in the database, with the names of table and column in the message. */
export const ticketTypesLeakSql: Behaviour = {
  ids: ['error.sql-515-ticket-type'],
  resource: 'ticketTypes',
  optional: true,
  rules: {
    prepare: demand('default_appointment_details', 'RTAppointmentDefaultBody', 'RequestType'),
  },
};

/** A timesheet event cannot be created by itself; time lives on actions. */
export const timesheetEventsLeakSql: Behaviour = {
  ids: ['error.sql-515-timesheet-event'],
  priority: 'following',
  resource: 'timesheetEvents',
  optional: true,
  rules: { prepare: demand('event_id', 'TSEeventid', 'TimesheetEvent') },
};

/** An invoice status needs a type. */
export const invoiceStatusesLeakSql: Behaviour = {
  ids: ['error.sql-515-invoice-status'],
  resource: 'invoiceStatuses',
  optional: true,
  rules: { prepare: demand('type', 'ISType', 'INVOICESTATUS') },
};
