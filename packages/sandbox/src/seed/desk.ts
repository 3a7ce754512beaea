import { createRandom, guid } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import { ADMINISTRATOR_ROLE, SUPPORT_ROLE } from './back-office.js';
import { type SeedPlan, UNASSIGNED } from './plan.js';
import { categories, outcomes, priorities, statuses, teams, ticketTypes } from './reference.js';
import { demandedTypeFields, ticketTypeFields } from './ticket-type-fields.js';

const guids = (name: string): (() => string) => {
  const random = createRandom(`guid ${name}`);
  return () => guid(random);
};

export const seedStatuses = (): HaloRecord[] => {
  const next = guids('statuses');
  return statuses.map(({ id, name }, index) => ({
    id,
    guid: next(),
    name,
    shortname: name,
    type: 0,
    sequence: index + 1,
    colour: '#4a7fb5',
  }));
};

export const seedPriorities = (): HaloRecord[] =>
  priorities.map(({ id, priorityid, name, hours }) => ({
    id,
    slaid: 1,
    priorityid,
    name,
    fixtime: hours,
    fixunits: 'H',
    responsetime: hours / 4,
    responseunits: 'H',
    ishidden: false,
    colour: '#b54a4a',
    startofdaytime: '00:00:00',
  }));

export const seedSlas = (): HaloRecord[] => [
  { id: 1, name: 'Standard', workday_id: 1, workday_name: 'Office Hours' },
];

/** Tickets of this type are closed by an action, as their workflow says. */
const WORKFLOW_TYPE = 4;

export const seedTicketTypes = (): HaloRecord[] => {
  const next = guids('ticket types');
  return ticketTypes.map(({ id, name, mandatory, statuses: allowed, use = 'ticket' }, index) => ({
    id,
    guid: next(),
    name,
    use,
    sequence: index + 1,
    itilrequesttype: id,
    cancreate: true,
    agentscanselect: true,
    enduserscanselect: true,
    initial_status: 1,
    default_sla: 1,
    ...(id === WORKFLOW_TYPE && { workflow_id: 1 }),
    hasmandatorytechfields: mandatory !== undefined,
    allowall_status: allowed === undefined,
    allowed_status: (allowed ?? []).map((statusId) => ({
      status_id: statusId,
      status_name: statuses.find((status) => status.id === statusId)?.name,
    })),
    fields: id === 24 ? ticketTypeFields(id) : demandedTypeFields(id, mandatory ?? []),
  }));
};

export const seedTeams = (plan: SeedPlan): HaloRecord[] => {
  const next = guids('teams');
  return teams.map(({ id, name }) => ({
    id,
    guid: next(),
    name,
    sequence: id,
    forrequests: true,
    inactive: false,
    agents: plan.agents
      .filter((agent) => agent.teamId === id)
      .map((agent) => ({
        agent_id: agent.id,
        agent_name: `${agent.firstname} ${agent.surname}`,
        team_id: id,
      })),
  }));
};

export const seedAgents = (plan: SeedPlan): HaloRecord[] => [
  { id: UNASSIGNED, name: 'Unassigned', is_agent: false, isdisabled: false, colour: '#000000' },
  ...plan.agents.map(({ id, firstname, surname, team, teamId }) => ({
    id,
    name: `${firstname} ${surname}`,
    firstname,
    surname,
    initials: `${firstname[0]}${surname[0]}`,
    email: `${firstname}.${surname}.${id}@desk.example`.toLowerCase(),
    team,
    teams: [{ team_id: teamId, team_name: team, department_id: 1 }],
    is_agent: true,
    isdisabled: false,
    isapiagent: id === 10,
    ...(LOGINS[id] && { ad: LOGINS[id] }),
    roles: [
      id === NARROW_AGENT
        ? { id: SUPPORT_ROLE, name: 'Support Agent' }
        : { id: ADMINISTRATOR_ROLE, name: 'Administrator' },
    ],
    colour: '#4ab57f',
  })),
];

/** Short names to log in by, beside the agents' mail addresses. */
const LOGINS: Readonly<Record<number, string>> = { 11: 'agent', 12: 'support' };
const NARROW_AGENT = 12;

export const seedOutcomes = (): HaloRecord[] => {
  const next = guids('outcomes');
  return outcomes.map(({ id, outcome }) => ({
    id,
    guid: next(),
    outcome,
    buttonname: outcome,
    labellong: outcome,
    sequence: id,
    hidden: false,
  }));
};

export const seedCategories = (): HaloRecord[] => {
  const next = guids('categories');
  return categories.map((category) => ({ ...category, guid: next(), sla_id: -1, priority_id: -1 }));
};
