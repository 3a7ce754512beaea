import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import { linkedRecord } from '../../resources/demand.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

const SUBMITTED = 1;
const APPROVED = 2;
const REJECTED = 3;

/** Fields that follow from the actions of the day; a client cannot set them. */
const COUNTED = [
  'start_time',
  'end_time',
  'actual_hours',
  'work_hours',
  'chargeable_hours',
] as const;

const HOUR = 3_600_000;
const dayOf = (date: HaloValue): string => String(date ?? '').slice(0, 10);
const keyOf = (agentId: HaloValue, date: HaloValue): string => `${String(agentId)}-${dayOf(date)}`;

/** The sheet of each agent and day: what was stored of it, and the time of the actions of that day. */
function daySheets(context: Context): Map<string, HaloRecord> {
  const sheets = new Map<string, HaloRecord>();
  for (const sheet of context.records('timesheets').scan())
    sheets.set(keyOf(sheet.agent_id, sheet.date), sheet);
  for (const action of context.records('actions').scan()) {
    const hours = Number(action.timetaken ?? 0);
    if (hours > 0 && action.actionby_agent_id !== undefined)
      addTime(sheets, action, hours, context);
  }
  return sheets;
}

function addTime(
  sheets: Map<string, HaloRecord>,
  action: HaloRecord,
  hours: number,
  context: Context,
): void {
  const key = keyOf(action.actionby_agent_id, action.datetime);
  const sheet = sheets.get(key) ?? emptySheet(action, context);
  const end = String(action.datetime);
  const start = formatHaloDate((parseHaloDate(end) ?? 0) - hours * HOUR);
  const worked = Number(sheet.actual_hours ?? 0) + hours;
  const earliest =
    sheet.start_time === undefined || start < String(sheet.start_time) ? start : sheet.start_time;
  const latest =
    sheet.end_time === undefined || end > String(sheet.end_time) ? end : sheet.end_time;
  const chargeable = Number(sheet.chargeable_hours ?? 0) + Number(action.actionchargehours ?? 0);
  const times = {
    start_time: earliest,
    end_time: latest,
    actual_hours: worked,
    work_hours: worked,
    chargeable_hours: chargeable,
  };
  sheets.set(key, { ...sheet, ...times });
}

/** A day that is not stored has no id of its own yet. */
const emptySheet = (
  { actionby_agent_id: agentId, datetime }: HaloRecord,
  context: Context,
): HaloRecord => ({
  id: 0,
  agent_id: agentId,
  agent_name: context.records('agents').get(Number(agentId))?.name,
  date: `${dayOf(datetime)}T00:00:00`,
});

/** A timesheet is a day of an agent, filled by the time of its actions, and can be submitted, approved and rejected. */
export const timesheetsFromActions: Behaviour = {
  ids: ['timesheets.time-of-actions', 'timesheets.approval', 'timesheets.missing-is-zero'],
  priority: 'following',
  resource: 'timesheets',
  rules: {
    source: (_query, context) => daySheets(context).values(),
    operations: {
      get: ({ params, query, context }) => {
        const sheets = daySheets(context);
        const agentId = query.int('agent_id');
        const byDay =
          agentId === undefined ? undefined : sheets.get(keyOf(agentId, query.text('date')));
        const found =
          byDay ?? [...sheets.values()].find(({ id }) => id === Number(params.id) && id !== 0);
        // The server answers an empty sheet, and no 404.
        return json(found ?? { id: 0 });
      },
      mine: ({ context }) =>
        json(
          [...daySheets(context).values()].filter(
            (sheet) => sheet.agent_id === context.session.agentId,
          ),
        ),
      forecasting: ({ context }) => json(forecast(context)),
    },
    prepare: (draft, context) => {
      const { before, patch, next } = draft;
      for (const field of COUNTED) delete next[field];
      next.agent_id ??= context.session.agentId;
      next.agent_name = linkedRecord('agents', 'agent_id', draft, context)?.name ?? next.agent_name;
      next.date = `${dayOf(next.date ?? formatHaloDate(context.clock.now()))}T00:00:00`;
      demandFreeDay(next, context);
      const status = requestedStatus(patch);
      if (status === undefined) return;
      if (status !== SUBMITTED && before?.approval === undefined)
        throw bareString('This timesheet has not been submitted for approval');
      next.approval = approvalOf(
        before?.approval as HaloRecord | undefined,
        { status, message: patch._approval_message },
        context,
      );
    },
  },
};

function demandFreeDay(sheet: HaloRecord, context: Context): void {
  for (const other of context.records('timesheets').matching('agent_id', sheet.agent_id))
    if (other.id !== sheet.id && other.date === sheet.date)
      throw bareString('A timesheet for this day already exists');
}

/** The approval status that a body asks for; an approval wins over a rejection, and both over a submission. */
function requestedStatus(patch: HaloRecord): number | undefined {
  if (patch._approve === true) return APPROVED;
  if (patch._reject === true) return REJECTED;
  return patch._submitapproval === true ? SUBMITTED : undefined;
}

function approvalOf(
  before: HaloRecord | undefined,
  change: { status: number; message: HaloValue },
  { clock, session }: Context,
): HaloRecord {
  const changed = {
    ...before,
    approvalstatus: change.status,
    ...(change.message === undefined ? {} : { message: change.message }),
  };
  return change.status === SUBMITTED
    ? { ...changed, unum: session.agentId, submissiondate: formatHaloDate(clock.now()) }
    : { ...changed, approvedby: session.agentId };
}

/** The hours that agents are booked for, by agent and day. */
function forecast(context: Context): HaloRecord[] {
  const days = new Map<string, HaloRecord>();
  for (const { agent_id: agentId, agent_name: name, start_date: start, end_date: end } of context
    .records('appointments')
    .scan()) {
    const [from, to] = [parseHaloDate(String(start ?? '')), parseHaloDate(String(end ?? ''))];
    if (agentId === undefined || from === undefined || to === undefined) continue;
    const day = days.get(keyOf(agentId, start)) ?? {
      agent_id: agentId,
      agent_name: name,
      date: `${dayOf(start)}T00:00:00`,
    };
    days.set(keyOf(agentId, start), {
      ...day,
      forecasting_hours: Number(day.forecasting_hours ?? 0) + (to - from) / HOUR,
    });
  }
  return [...days.values()];
}
