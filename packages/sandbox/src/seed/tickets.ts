import { formatHaloDate } from 'halopsa-ground';
import { below, createRandom, pick, type Random } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import { problems } from './names.js';
import { type PlannedClient, type SeedPlan, UNASSIGNED } from './plan.js';
import { CLOSED, categories, INCIDENT, priorities, statuses, ticketTypes } from './reference.js';

const FIRST_ID = 950;
/** Examples read 1234 and 999, and 99999 is their ticket that does not exist. */
const EXAMPLE_IDS: readonly number[] = [999, 1234];
const MISSING_ID = 99_999;
const HOUR = 3_600_000;
const SPAN_HOURS = 180 * 24;

/** The ids of the seeded tickets, oldest first. */
function seedTicketIds(plan: SeedPlan): number[] {
  if (plan.counts.tickets === 0) return [];
  const ids = new Set<number>();
  for (let id = FIRST_ID; ids.size < plan.counts.tickets; id += 1)
    if (id !== MISSING_ID) ids.add(id);
  for (const id of EXAMPLE_IDS) ids.add(id);
  return [...ids];
}

/** The seeded tickets, oldest first. */
export function seedTickets(plan: SeedPlan): readonly HaloRecord[] {
  plan.tickets ??= makeTickets(plan);
  return plan.tickets;
}

function makeTickets(plan: SeedPlan): HaloRecord[] {
  const sources = {
    plan,
    random: createRandom('tickets'),
    clients: plan.clients.length > 1 ? plan.clients.slice(1) : plan.clients,
  };
  const ids = seedTicketIds(plan);
  return ids.map((id, index) =>
    seedTicket(
      id,
      plan.anchor - Math.floor(((ids.length - index) / ids.length) * SPAN_HOURS * HOUR),
      sources,
    ),
  );
}

interface Sources {
  readonly plan: SeedPlan;
  readonly random: Random;
  readonly clients: readonly PlannedClient[];
}

function seedTicket(id: number, opened: number, { plan, random, clients }: Sources): HaloRecord {
  const client = pick(random, clients);
  const site = pick(random, client.sites);
  const user = pick(random, site.users);
  const agent = pick(random, plan.assignees);
  const priority = pick(random, priorities);
  const type = random() < 0.7 ? INCIDENT : pick(random, ticketTypes.slice(1, 5));
  // The two tickets of the examples are open, so that what an example does to them succeeds.
  const closed = !EXAMPLE_IDS.includes(id) && random() < 0.6;
  const status = closed
    ? CLOSED
    : pick(random, type.statuses ? statuses.slice(0, 2) : statuses.slice(0, 7));
  const touched = formatHaloDate(Math.min(opened + below(random, 72 * HOUR), plan.anchor));
  const summary = pick(random, problems);
  const ticket = {
    id,
    dateoccurred: formatHaloDate(opened),
    summary,
    details: `${user.firstname} reports: ${summary}.`,
    status_id: status.id,
    status_name: status.name,
    tickettype_id: type.id,
    tickettype_name: type.name,
    sla_id: 1,
    sla_name: 'Standard',
    priority_id: priority.priorityid,
    priority_name: priority.name,
    client_id: client.id,
    client_name: client.name,
    site_id: site.id,
    site_name: site.name,
    user_id: user.id,
    user_name: `${user.firstname} ${user.surname}`,
    user_email: user.email,
    reportedby: user.email,
    team: agent.team,
    team_id: agent.teamId,
    agent_id: agent.id,
    agent_name: agent.id === UNASSIGNED ? 'Unassigned' : `${agent.firstname} ${agent.surname}`,
    category_1: String(pick(random, categories.slice(0, 6)).value),
    impact: 1 + below(random, 4),
    urgency: 1 + below(random, 4),
    source: 0,
    respondbydate: formatHaloDate(opened + (priority.hours / 4) * HOUR),
    fixbydate: formatHaloDate(opened + priority.hours * HOUR),
    lastactiondate: touched,
    last_update: touched,
  };
  if (!closed) return ticket;
  return { ...ticket, hasbeenclosed: true, dateclosed: touched, date_fully_closed: touched };
}
