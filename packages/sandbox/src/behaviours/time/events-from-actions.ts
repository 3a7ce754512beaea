import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import type { Behaviour, Context } from '../../resources/contract.js';
import { findRecord, linkedRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord, Key } from '../../store/port.js';

const HOUR = 3_600_000;
/** The outcome of a private note is the same on every tenant. */
const NOTE = 7;
const CLOSED = 9;

/** The list of time entries shows the time of actions as well, and none of its rows has an id. */
export const timesheetEventsFromActions: Behaviour = {
  ids: [
    'timesheet-events.id-zero',
    'paging.timesheet-events-everything',
    'actions.time-in-hours',
    'timesheet-events.agent-exists',
    'actions.datetime-is-end',
    'timesheet-events.write-action',
    'timesheet-events.quick-time',
  ],
  resource: 'timesheetEvents',
  rules: {
    prepare: (draft, context) => {
      const { next } = draft;
      next.agent_id ??= context.session.agentId;
      const agent = linkedRecord('agents', 'agent_id', draft, context);
      if (agent) next.agent_name = agent.name;
    },
    written: (event, before, context, patch) => {
      const [start, end] = [event.start_date, event.end_date].map((date) =>
        parseHaloDate(String(date ?? '')),
      );
      if (before || start === undefined || end === undefined) return;
      const isQuick = patch.ticket_id === null;
      const ticket = isQuick
        ? ticketFor(event, context)
        : findRecord('tickets', event.ticket_id, context)?.record;
      if (!ticket) return;
      const [first] = context.records('outcomes').scan();
      const outcome = context.records('outcomes').get(NOTE) ?? first;
      const author = { who_agentid: event.agent_id, actionby_agent_id: event.agent_id };
      const work = {
        timetaken: (end - start) / HOUR,
        datetime: event.end_date,
        note: event.note ?? event.subject,
      };
      upsertRecord(
        { ticket_id: ticket.id, outcome_id: outcome?.id, ...author, ...work },
        context.model('actions'),
        context,
      );
      if (isQuick)
        upsertRecord({ id: ticket.id, status_id: CLOSED }, context.model('tickets'), context);
      // The entry is that action from now on.
      context.records('timesheetEvents').remove(event.id as Key);
    },
    source: (_query, context) => {
      const rows: HaloRecord[] = [];
      for (const action of context.records('actions').scan())
        if (Number(action.timetaken) > 0) rows.push(eventOf(action));
      for (const event of context.records('timesheetEvents').scan()) rows.push({ ...event, id: 0 });
      return rows;
    },
  },
};

/** The ticket that time without one is logged on. */
function ticketFor(
  { subject, note, agent_id, client_id, site_id }: HaloRecord,
  context: Context,
): HaloRecord {
  const customer = {
    ...(client_id !== undefined && { client_id }),
    ...(site_id !== undefined && { site_id }),
  };
  return upsertRecord(
    { summary: subject ?? note ?? 'Quick time', agent_id, ...customer },
    context.model('tickets'),
    context,
  );
}

function eventOf({
  ticket_id,
  id,
  note,
  datetime,
  timetaken,
  actionby_agent_id,
}: HaloRecord): HaloRecord {
  const end = parseHaloDate(String(datetime ?? ''));
  const start = end === undefined ? undefined : formatHaloDate(end - Number(timetaken) * HOUR);
  return {
    id: 0,
    ticket_id,
    action_number: id,
    subject: note,
    start_date: start,
    end_date: datetime,
    timetaken,
    agent_id: actionby_agent_id,
  };
}
