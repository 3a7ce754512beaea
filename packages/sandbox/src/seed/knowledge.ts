import type { HaloRecord } from '../store/port.js';
import { EVENT_LOOKUP, EVENTS } from '../webhooks/event.js';
import type { SeedPlan } from './plan.js';

const FAQ_LISTS: readonly string[] = ['Accounts', 'Email', 'Network', 'Phones', 'Printing'];
const ARTICLES: readonly {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}[] = [
  { id: 121, name: 'Resetting a password', description: 'How a user resets a forgotten password.' },
  { id: 122, name: 'Connecting to the VPN', description: 'Steps to connect from home.' },
  {
    id: 123,
    name: 'Printer shows offline',
    description: 'What to check when a printer is offline.',
  },
];

/** Lists of articles, which are the knowledge base's categories; 5 is the one of the examples. */
export const seedFaqLists = (): HaloRecord[] =>
  FAQ_LISTS.map((name, index) => ({ id: index + 1, name, level: 1, is_group: false, type: 0 }));

/** Articles; 123 is the one of the examples. */
export const seedKbArticles = (plan: SeedPlan): HaloRecord[] =>
  ARTICLES.map(({ id, name, description }) => ({
    id,
    name,
    description,
    resolution: 'Follow the steps in order; call the desk where one fails.',
    date_created: plan.daysAgo(200),
    date_edited: plan.daysAgo(20),
    view_count: 0,
    useful_count: 0,
    notuseful_count: 0,
    inactive: false,
    type: 0,
    faqlists: [{ id: 5, name: 'Printing' }],
  }));

/** Kinds of lookups and the ones that tickets use. */
export const seedLookups = (): HaloRecord[] => [
  ...[...LOOKUPS].map(([id, { name }]) => ({ lookupid: 11, id, name })),
  ...[...LOOKUPS].flatMap(([lookupid, { values }]) =>
    values.map((name, index) => ({ lookupid, id: index + 1, name, sequence: index + 1 })),
  ),
];

const LOOKUPS: ReadonlyMap<number, { readonly name: string; readonly values: readonly string[] }> =
  new Map([
    [12, { name: 'Impact', values: ['Company Wide', 'Multiple Users', 'Single User', 'Minor'] }],
    [17, { name: 'Charge Rates', values: ['No Charge', 'Remote Support', 'On Site'] }],
    [22, { name: 'Request Source', values: ['Email', 'Portal', 'Phone', 'Walk-in'] }],
    [27, { name: 'Urgency', values: ['Immediate', 'High', 'Medium', 'Low'] }],
    [41, { name: 'Report Groups', values: ['Tickets', 'Agents'] }],
    [
      EVENT_LOOKUP,
      { name: 'Notification Events', values: [...EVENTS.values()].map(({ name }) => name) },
    ],
  ]);

/** Tags in use. */
export const seedTags = (): HaloRecord[] =>
  ['vip', 'project', 'recurring'].map((text, index) => ({ id: index + 1, text }));

/** Software licences of the first clients. */
export const seedSoftwareLicences = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.slice(1, 11).map((client, index) => ({
    id: index + 1,
    type: 0,
    name: 'Office Suite',
    count: 25,
    client_id: client.id,
    client_name: client.name,
    start_date: plan.daysAgo(200),
    manufacturer: 'Northwind',
    supplier_id: 101,
    supplier_name: 'Northwind Supplies',
  }));

/** Notes about the first clients. */
export const seedCrmNotes = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.slice(1, 11).map((client, index) => ({
    id: index + 1,
    client_id: client.id,
    site_id: client.sites[0].id,
    user_id: client.sites[0].users[0].id,
    datetime: plan.daysAgo(10 + index),
    who_agentid: 10,
    note: 'Quarterly review held; no open points.',
    // The first clients have been sent a quotation, and two of them have ordered.
    ...(index < 5 && { quote_id: index + 1 }),
    ...(index < 2 && { sales_order_id: index + 1 }),
  }));

/** Appointments of the first agents, about the examples' client. */
export const seedAppointments = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.length < 2
    ? []
    : plan.agents.slice(0, 5).map((agent, index) => ({
        id: index + 1,
        subject: 'Site visit',
        start_date: plan.daysAgo(-1 - index),
        end_date: plan.daysAgo(-1 - index - 1 / 24),
        agent_id: agent.id,
        agent_name: `${agent.firstname} ${agent.surname}`,
        agents: [{ id: agent.id, name: `${agent.firstname} ${agent.surname}`, use: 'agent' }],
        client_id: 2,
        client_name: 'Acme',
        allday: false,
      }));
