import { linkedRecord } from '../resources/demand.js';
import { parseHaloDate } from '../resources/halo-date.js';
import type { Behaviour } from '../resources/rules.js';
import type { HaloRecord } from '../store/port.js';

/** The list of time entries shows the time of actions as well, and none of its rows has an id. */
export const timesheetEventsFromActions: Behaviour = {
  ids: ['timesheet-events.id-zero', 'paging.timesheet-events-everything', 'actions.time-in-hours', 'timesheet-events.agent-exists'],
  resource: 'timesheetEvents',
  rules: {
    prepare: (draft, context) => {
      const { next } = draft;
      next.agent_id ??= context.session.agentId;
      const agent = linkedRecord('agents', 'agent_id', draft, context);
      if (agent) next.agent_name = agent.name;
    },
    source: (_query, context) => {
      const rows: HaloRecord[] = [];
      for (const action of context.records('actions').scan()) if (Number(action.timetaken) > 0) rows.push(eventOf(action));
      for (const event of context.records('timesheetEvents').scan()) rows.push({ ...event, id: 0 });
      return rows;
    },
  },
};

function eventOf({ ticket_id, id, note, datetime, timetaken, actionby_agent_id }: HaloRecord): HaloRecord {
  const start = parseHaloDate(String(datetime ?? ''));
  const end = start === undefined ? undefined : new Date(start + Number(timetaken) * 3_600_000).toISOString().slice(0, 19);
  return {
    id: 0,
    ticket_id,
    action_number: id,
    subject: note,
    start_date: datetime,
    end_date: end,
    timetaken,
    agent_id: actionby_agent_id,
  };
}
