import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import { readJsonBody, readRecords } from '../../http/body.js';
import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';
import { route } from '../route.js';

const DAY_MS = 86_400_000;

/** An appointment at a time when its agent is free; it keeps who booked it. */
const book: Handler = async ({ request, model, context }) => {
  const [sent = {}] = await readRecords(request);
  const { start_date: start, end_date: end } = sent;
  if (typeof start !== 'string' || typeof end !== 'string' || !(start < end))
    throw bareString('A start and an end must be specified');
  const agent = demandRecord('agents', sent.agent_id, context);
  for (const { start_date: from, end_date: to } of context
    .records('appointments')
    .matching('agent_id', agent.id))
    if (String(from) < end && start < String(to))
      throw bareString('This timeslot is no longer available');
  const booking = {
    ...sent,
    id: undefined,
    subject: sent.subject ?? 'Booking',
    agent_id: agent.id,
    agent_name: agent.name,
  };
  return json(upsertRecord(booking, model, context), 201);
};

const listBookings: Handler = ({ context }) =>
  json(
    [...context.records('appointments').scan()].filter(
      ({ booking_name: name, booking_email: mail }) => Boolean(name ?? mail),
    ),
  );

/** The next appointment of each series, which is named by the id of its first. */
const generate: Handler = async ({ request, model, context }) => {
  const { value } = await readJsonBody(request);
  // All are looked up before the first is made, so that a wrong id makes none.
  const firsts = [value].flat().map((id) => demandRecord('appointments', id, context));
  return json(
    firsts.map((first) => upsertRecord(nextOf(first, context), model, context)),
    201,
  );
};

/** The draft of the appointment that follows the last one of a series. */
function nextOf(first: HaloRecord, context: Context): HaloRecord {
  const series = [
    first,
    ...context.records('appointments').matching('halo_recurring_master_id', first.id),
  ];
  const last = series.reduce((latest, each) =>
    String(each.start_date) > String(latest.start_date) ? each : latest,
  );
  const later = (date: HaloValue): string =>
    formatHaloDate(
      (parseHaloDate(String(date ?? '')) ?? context.clock.now()) + stepOf(first) * DAY_MS,
    );
  const {
    id,
    schedule: _schedule,
    complete_date: _date,
    complete_agent_id: _agent,
    complete_status: _status,
    ...kept
  } = first;
  return {
    ...kept,
    halo_recurring_master_id: id,
    start_date: later(last.start_date),
    end_date: later(last.end_date),
  };
}

/** Days from one appointment of a series to the next: as its schedule says, else a week. */
function stepOf({ schedule }: HaloRecord): number {
  const { dailyrecurrencedays: days, weeklyrecurrenceweeks: weeks } = (schedule ??
    {}) as HaloRecord;
  const step = Number(days) || Number(weeks) * 7;
  return step > 0 && step < 10_000 ? step : 7;
}

/** Appointments are booked, and series go on. */
export const appointmentRoutes: readonly Behaviour[] = [
  route('appointments.booking', 'appointments', { book, listBookings }),
  route('appointments.generate', 'appointments', { generate }),
];
