import { bareString, exception, status } from '../http/refusal.js';
import { guid } from '../random.js';
import type { Behaviour } from '../resources/contract.js';
import { upsertRecord } from '../resources/upsert.js';
import type { HaloRecord } from '../store/port.js';

/** The general user of a site stays with it. */
export const generalUsersStay: Behaviour = {
  ids: ['users.general-stays'],
  resource: 'users',
  rules: {
    removing: ({ name }) => {
      if (name === 'General User') throw bareString('General Users cannot be deleted');
    },
  },
};

/** A new client gets a contact, whose password is shown once, in the answer to the create. */
export const clientsGetContact: Behaviour = {
  ids: ['clients.first-contact'],
  priority: 'following',
  resource: 'clients',
  optional: true,
  rules: {
    secretFields: ['site_update'],
    written: (client, before, context) => {
      const stored = context.records('clients').get(Number(client.id)) ?? client;
      if (before || stored.main_site_id === undefined) return;
      const user = upsertRecord({ name: 'General User', site_id: stored.main_site_id }, context.model('users'), context);
      const shown = { id: user.id, name: user.name, new_password: guid(context.random) };
      context.records('clients').put(Number(client.id), { ...stored, site_update: [{ id: stored.main_site_id, users_update: [shown] }] });
    },
  },
};

/** An agent may use the outcomes that are there. */
export const outcomesAllowed: Behaviour = {
  ids: ['actions.outcome-not-allowed'],
  resource: 'actions',
  rules: {
    prepare: ({ before, next }, context) => {
      if (before || next.outcome_id === undefined || next.outcome_id === null) return;
      if (!context.records('outcomes').get(Number(next.outcome_id))) throw exception('You do not have access to this Action at the moment');
    },
  },
};

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

/** A sheet that names no day breaks the server. */
export const timesheetsNameTheirDay: Behaviour = {
  ids: ['timesheets.wrong-shape-500'],
  resource: 'timesheets',
  optional: true,
  rules: {
    prepare: ({ before, next }) => {
      if (!before && next.date === undefined) throw status(500);
    },
  },
};

/** Rows of quotations without their details lack what a person looks for first. */
export const quotationRowsOnRequest: Behaviour = {
  ids: ['quotations.rows-on-request'],
  resource: 'quotations',
  optional: true,
  rules: {
    rowFlags: { include_details: ['status', 'expiry_date', 'total'] },
  },
};

/** A read of a ticket has other names for two fields than the answer to a post. */
const READ_NAMES: Readonly<Record<string, string>> = { last_update: 'lastupdate', category_1: 'category1' };
export const ticketsNamedByRoute: Behaviour = {
  ids: ['tickets.names-by-route'],
  priority: 'following',
  resource: ['tickets', 'projects', 'opportunities'],
  optional: true,
  rules: {
    detail: (ticket): HaloRecord => Object.fromEntries(Object.entries(ticket).map(([name, value]) => [READ_NAMES[name] ?? name, value])),
  },
};
