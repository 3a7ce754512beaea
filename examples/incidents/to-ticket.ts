import type { NewRecord } from 'halopsa';
import type { Incident } from './read-incidents.js';

/** Halo's status for each state of the log; the log's `-100` is a slip of its source and counts as new. */
const statusByState: Readonly<Record<string, number>> = {
  New: 1,
  '-100': 1,
  Active: 2,
  'Awaiting User Info': 4,
  'Awaiting Evidence': 4,
  'Awaiting Vendor': 5,
  'Awaiting Problem': 7,
  Resolved: 8,
  Closed: 9,
};

/** Who the incidents are given to: the log's own people and places are numbers without a name. */
export interface Directory {
  readonly clientIds: readonly number[];
  readonly agentIds: readonly number[];
}

/** A date of the log, d/m/yyyy H:MM, as Halo writes dates; undefined where there is none. */
export function toHaloDate(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const [, day = '', month = '', year = '', hour = '', minute = ''] =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (!year || Number(month) > 12)
    throw new Error(`"${text}" is not a date of the form d/m/yyyy H:MM`);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}:${minute}:00`;
}

/** The ticket of an incident. The incident's number, zeros and all, is its third-party id: what a second run finds it by. */
export function toTicket(
  incident: Incident,
  { clientIds, agentIds }: Directory,
): NewRecord<'tickets'> {
  const state = incident.incident_state ?? '';
  const status = statusByState[state];
  if (status === undefined)
    throw new Error(
      `incident ${incident.number} is in the state "${state}", which has no status in Halo`,
    );
  const agent = incident.assigned_to ? choose(agentIds, incident.assigned_to) : undefined;
  const opened = toHaloDate(incident.opened_at);
  const closed = status === 9 ? toHaloDate(incident.closed_at) : undefined;
  return {
    summary: `Incident ${incident.number}: symptom ${incident.u_symptom || 'not named'}`,
    status_id: status,
    priority_id: Number.parseInt(incident.priority ?? '', 10),
    client_id: choose(clientIds, incident.location ?? ''),
    third_party_id_string: incident.number,
    ...(incident.category && { category_1: `Category ${incident.category}` }),
    ...(incident.subcategory && { category_2: `Subcategory ${incident.subcategory}` }),
    ...(agent !== undefined && { agent_id: agent }),
    ...(opened && { dateoccurred: opened }),
    ...(closed && { dateclosed: closed }),
  };
}

/** The same one for the same number, whatever the order of the incidents. */
function choose(ids: readonly number[], number: string): number | undefined {
  return ids[(Number.parseInt(number, 10) || 0) % ids.length];
}
