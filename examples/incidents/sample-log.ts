const heading =
  'number,incident_state,sys_mod_count,opened_at,contact_type,location,category,category,u_symptom,impact,urgency,priority,assignment_group,assigned_to,resolved_at,closed_at';

const states = ['New', 'Active', 'Awaiting User Info', 'Resolved', 'Closed', '-100'];
const pick = <T>(choices: readonly T[], at: number): T => choices[at % choices.length] as T;
const dayOf = (incident: number): string => `${1 + (incident % 28)}/${1 + (incident % 12)}/2016`;

/** An event log with invented values and the quirks of the real one: up to four events an incident, `?` for nothing, dates without padding. */
export function* sampleLog(incidents: number): Generator<string> {
  yield `${heading}\n`;
  for (let incident = 1; incident <= incidents; incident += 1) {
    const events = 1 + (incident % 4);
    for (let event = 0; event < events; event += 1)
      yield `${rowOf(incident, event, event === events - 1).join(',')}\n`;
  }
}

function rowOf(incident: number, event: number, isLast: boolean): (string | number)[] {
  const number = String(incident * 45).padStart(7, '0');
  const state = isLast ? pick(states, incident) : 'New';
  const opened = `${dayOf(incident)} 1:${10 + (incident % 50)}`;
  const place = ['Phone', incident % 90, incident % 50, incident % 200, incident % 300];
  const weight = ['2 - Medium', '2 - Medium', `${1 + (incident % 4)}`];
  const agent = incident % 7 === 0 ? '?' : String(incident % 40);
  const closed = isLast && state === 'Closed' ? `${dayOf(incident)} 9:05` : '?';
  return [number, state, event, opened, ...place, ...weight, incident % 70, agent, '?', closed];
}
