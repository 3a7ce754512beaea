import { createRandom, pick } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import type { PlannedAgent, PlannedClient, SeedPlan } from './plan.js';
import {
  OPPORTUNITY_TYPE,
  PROJECT_TASK_TYPE,
  PROJECT_TYPE,
  statuses,
  ticketTypes,
} from './reference.js';

/** Projects and opportunities count with the tickets; these ids lie below the first seeded ticket. */
const FIRST_PROJECT = 901;
const FIRST_OPPORTUNITY = 931;
const TASKS = ['Survey the site', 'Order the devices', 'Roll out'] as const;

interface Parties {
  readonly client: PlannedClient;
  readonly agent: PlannedAgent;
}

/** The first clients beside the unknown one, each with an agent; a tenant without tickets has none. */
function parties(plan: SeedPlan, count: number): Parties[] {
  if (plan.counts.tickets === 0) return [];
  const random = createRandom('projects');
  return plan.clients
    .slice(1, 1 + count)
    .map((client) => ({ client, agent: pick(random, plan.agents) }));
}

function workOf({ client, agent }: Parties, type: number, status: number): HaloRecord {
  const [site] = client.sites;
  const [user] = site.users;
  return {
    status_id: status,
    status_name: statuses.find(({ id }) => id === status)?.name,
    tickettype_id: type,
    tickettype_name: ticketTypes.find(({ id }) => id === type)?.name,
    client_id: client.id,
    client_name: client.name,
    site_id: site.id,
    site_name: site.name,
    user_id: user.id,
    user_name: `${user.firstname} ${user.surname}`,
    user_email: user.email,
    agent_id: agent.id,
    agent_name: `${agent.firstname} ${agent.surname}`,
    team: agent.team,
    team_id: agent.teamId,
    priority_id: 3,
    priority_name: 'Medium',
    sla_id: 1,
    sla_name: 'Standard',
  };
}

/** Projects of the first three clients, each with two milestones and its tasks, which the same list shows beside them. */
export const seedProjects = (plan: SeedPlan): HaloRecord[] =>
  parties(plan, 3).flatMap((party, index) => {
    const id = FIRST_PROJECT + index * (1 + TASKS.length);
    const opened = plan.daysAgo(60 - index);
    const milestones = ['Preparation', 'Roll-out'].map((name, at) => ({
      id: index * 2 + at + 1,
      ticket_id: id,
      name,
      sequence: at + 1,
      start_date: plan.daysAgo(50 - at * 40),
      target_date: plan.daysAgo(10 - at * 40),
    }));
    const dates = {
      dateoccurred: opened,
      last_update: opened,
      lastactiondate: opened,
      startdate: plan.daysAgo(50),
    };
    const project = {
      id,
      summary: `New workplaces for ${party.client.name}`,
      ...workOf(party, PROJECT_TYPE, 2),
      ...dates,
      targetdate: plan.daysAgo(-30),
      is_project: true,
      milestones,
    };
    const tasks = TASKS.map((summary, at) => ({
      id: id + 1 + at,
      summary,
      ...workOf(party, PROJECT_TASK_TYPE, at === 0 ? 9 : 1),
      ...dates,
      targetdate: plan.daysAgo(-at * 10),
      parent_id: id,
      milestone_id: milestones[at === 2 ? 1 : 0]?.id,
      milestone_name: milestones[at === 2 ? 1 : 0]?.name,
      ...(at === 0 && {
        hasbeenclosed: true,
        dateclosed: plan.daysAgo(20),
        date_fully_closed: plan.daysAgo(20),
      }),
    }));
    return [project, ...tasks];
  });

/** The opportunity behind the quotation with this number. */
export const opportunityOf = (quotation: number): number => FIRST_OPPORTUNITY + quotation - 1;

/** Opportunities of the clients that have been sent a quotation. */
export const seedOpportunities = (plan: SeedPlan): HaloRecord[] =>
  parties(plan, 5).map((party, index) => {
    const opened = plan.daysAgo(25 - index);
    return {
      id: opportunityOf(index + 1),
      summary: 'New workplaces',
      ...workOf(party, OPPORTUNITY_TYPE, 2),
      dateoccurred: opened,
      last_update: opened,
      lastactiondate: opened,
      targetdate: plan.daysAgo(-20 - index),
      oppcompanyname: party.client.name,
      oppvalue: 3150,
      oppconversionprobability: 50,
      oppvalueadjusted: 1575,
      is_opportunity: true,
    };
  });
