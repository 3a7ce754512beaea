import { createSandbox, createVirtualClock, type HaloRecord, type SandboxOptions } from 'halopsa-sandbox';
import { verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../src/random.js';
import { createPlan } from '../src/seed/plan.js';
import { signIn } from './signed-in.js';

/** Every field that refers to another record, by resource. */
const REFERENCES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  tickets: {
    client_id: 'clients',
    site_id: 'sites',
    user_id: 'users',
    agent_id: 'agents',
    team_id: 'teams',
    status_id: 'statuses',
    tickettype_id: 'ticketTypes',
    sla_id: 'slas',
  },
  actions: { ticket_id: 'tickets', outcome_id: 'outcomes', actionby_agent_id: 'agents', actionby_user_id: 'users' },
  sites: { client_id: 'clients' },
  users: { site_id: 'sites', client_id: 'clients' },
  clients: { toplevel_id: 'topLevels', main_site_id: 'sites' },
  contracts: { client_id: 'clients', site_id: 'sites' },
  assets: { client_id: 'clients', site_id: 'sites', assettype_id: 'assetTypes', supplier_id: 'suppliers' },
  assetSoftware: { asset_id: 'assets' },
  assetTypes: { assetgroup_id: 'assetGroups' },
  appointments: { agent_id: 'agents', client_id: 'clients' },
  crmNotes: {
    client_id: 'clients',
    site_id: 'sites',
    user_id: 'users',
    who_agentid: 'agents',
    quote_id: 'quotations',
    sales_order_id: 'salesOrders',
  },
  invoices: { client_id: 'clients', salesorder_id: 'salesOrders' },
  recurringInvoices: { client_id: 'clients', contract_id: 'contracts' },
  quotations: { client_id: 'clients', site_id: 'sites', ticket_id: 'opportunities' },
  salesOrders: { client_id: 'clients', site_id: 'sites', quotation_id: 'quotations', ticket_id: 'opportunities' },
  projects: {
    client_id: 'clients',
    site_id: 'sites',
    user_id: 'users',
    agent_id: 'agents',
    tickettype_id: 'ticketTypes',
    parent_id: 'projects',
  },
  opportunities: { client_id: 'clients', site_id: 'sites', user_id: 'users', agent_id: 'agents', tickettype_id: 'ticketTypes' },
  attachments: { ticket_id: 'tickets', user_id: 'users' },
  notificationRules: { webhook_id: 'webhooks' },
  purchaseOrders: { supplier_id: 'suppliers' },
  items: { supplier_id: 'suppliers', assetgroup_id: 'assetGroups', taxcode: 'taxes' },
  softwareLicences: { client_id: 'clients', supplier_id: 'suppliers' },
};

/** The ids that example code of Halo clients uses. */
const EXAMPLES: Readonly<Record<string, readonly number[]>> = {
  tickets: [1234, 999],
  clients: [12, 42, 123],
  sites: [5, 789],
  statuses: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  ticketTypes: [24],
  agents: [10],
  teams: [3, 7],
  assets: [456],
  assetTypes: [5],
  suppliers: [101],
  userRoles: [5],
  reports: [45],
  kbArticles: [123],
  faqLists: [5],
  outcomes: [1],
  taxes: [1],
};

const recordsOf = (options: SandboxOptions): ((resource: string) => HaloRecord[]) => {
  const { control } = createSandbox(options);
  return (resource) => control.records(resource);
};

describe.each(['small', 'demo'] as const)('the %s seed', (seed) => {
  const records = recordsOf({ seed });

  it('holds something of every kind that refers to another', () => {
    const empty = Object.entries(REFERENCES).flatMap(([resource, fields]) =>
      Object.keys(fields)
        .filter((field) => !records(resource).some((row) => row[field] !== undefined))
        .map((field) => `${resource}.${field}`),
    );
    expect(empty).toEqual([]);
  });

  it('holds no reference that leads nowhere', () => {
    const broken: string[] = [];
    for (const [resource, fields] of Object.entries(REFERENCES)) {
      for (const [field, target] of Object.entries(fields)) {
        const ids = new Set(records(target).map((row) => row.id));
        const lost = records(resource).filter((row) => row[field] !== undefined && !ids.has(row[field]));
        if (lost.length > 0) broken.push(`${resource}.${field}: ${lost.length}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('has users and sites of tickets that belong to their client', () => {
    const sites = new Map(records('sites').map((site) => [site.id, site.client_id]));
    const users = new Map(records('users').map((user) => [user.id, user.site_id]));
    for (const ticket of records('tickets')) {
      expect([sites.get(ticket.site_id), users.get(ticket.user_id)]).toEqual([ticket.client_id, ticket.site_id]);
    }
  });

  it('has every id that examples use, and not the one that must be missing', () => {
    for (const [resource, ids] of Object.entries(EXAMPLES)) {
      const known = new Set(records(resource).map((row) => row.id));
      expect([resource, ids.filter((id) => !known.has(id))]).toEqual([resource, []]);
    }
    expect(records('tickets').some((ticket) => ticket.id === 99_999)).toBe(false);
    expect(records('priorities').map((row) => row.priorityid)).toEqual(expect.arrayContaining([1, 2]));
    expect(records('taxes')[0]).toMatchObject({ id: 1, name: '20% (Sales)' });
    expect(records('assetSoftware').some((row) => row.asset_id === 456)).toBe(true);
  });

  it('has Acme with sites, users and contracts', () => {
    const acme = records('clients').find((client) => client.name === 'Acme')!;
    for (const resource of ['sites', 'users', 'contracts']) expect(records(resource).some((row) => row.client_id === acme.id)).toBe(true);
  });

  it('numbers actions from 1 within each ticket', () => {
    const last = new Map<unknown, number>();
    for (const action of records('actions')) {
      expect(action.id).toBe((last.get(action.ticket_id) ?? 0) + 1);
      last.set(action.ticket_id, Number(action.id));
    }
    expect(last.size).toBe(records('tickets').length);
  });
});

describe('seeding', () => {
  it('gives the same records for the same day', () => {
    const clock = createVirtualClock();
    const [first, second] = [recordsOf({ clock }), recordsOf({ clock })];
    for (const resource of ['tickets', 'users', 'assets', 'outcomes']) expect(second(resource)).toEqual(first(resource));
  });

  it('makes a demo of at least 200 clients and 2,000 tickets, with dates before now', async () => {
    const clock = createVirtualClock();
    const records = recordsOf({ clock });
    expect(records('clients').length).toBeGreaterThanOrEqual(200);
    expect(records('tickets').length).toBeGreaterThanOrEqual(2000);
    const now = new Date(clock.now()).toISOString();
    expect(records('tickets').every((ticket) => String(ticket.dateoccurred) < now && String(ticket.lastactiondate) < now)).toBe(true);
  });

  it(`makes 100,000 tickets in under five seconds and lists them filtered and ordered ${verifies('paging.record-count-is-total')}`, async () => {
    const halo = await signIn({ seed: 'large' });
    // Time of the processor, since other tests run beside this one.
    const start = process.cpuUsage();
    const { body } = await halo.get('/Tickets?pageinate=true&page_size=50&page_no=1&open_only=true&order=id');
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
    expect((body as { tickets: unknown[] }).tickets).toHaveLength(50);
    expect((await halo.get('/Tickets/99999')).status).toBe(404);
    expect(halo.sandbox.control.records('tickets')).toHaveLength(100_000);
  });

  it(`leaves an empty tenant able to take tickets ${verifies('clients.do-not-rely-on-1')}`, async () => {
    const halo = await signIn({ seed: 'empty' });
    expect((await halo.get('/Tickets')).body).toEqual({ record_count: 0, tickets: [] });
    expect((await halo.post('/Tickets', [{ summary: 'First' }])).body).toMatchObject({ id: 1, client_id: 1 });
  });

  it('plans from the names of its parts, not from chance', () => {
    expect(createRandom('a')()).toBe(createRandom('a')());
    expect(createRandom('a')()).not.toBe(createRandom('b')());
    expect(createPlan('small', 1_700_000_000_000).clients).toEqual(createPlan('small', 1_800_000_000_000).clients);
  });
});
