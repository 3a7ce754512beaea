import type { HaloRecord } from '../store/port.js';
import type { SeedPlan } from './plan.js';

/** A process of two steps: the service desk, then the owner of the change. */
export const seedApprovalProcesses = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Change Approval',
    steps: [
      {
        id: 1,
        processid: 1,
        sequence: 1,
        name: 'Service Desk',
        agent_id_or_cab_id: 10,
        statusawaitingapproval: 2,
        statusafteraccept: 2,
        statusafterreject: 8,
      },
      {
        id: 2,
        processid: 1,
        sequence: 2,
        name: 'Change Manager',
        agent_id_or_cab_id: 11,
        statusawaitingapproval: 2,
        statusafteraccept: 6,
        statusafterreject: 8,
      },
    ],
  },
];

/** The workflow of the ticket type that has one, whose status moves by its steps alone. */
export const seedWorkflows = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Change',
    active: true,
    steps: [
      { fdid: 1, step_id: 1, flow_id: 1, name: 'Assess', isstart: true, isend: false },
      { fdid: 1, step_id: 2, flow_id: 1, name: 'Done', isstart: false, isend: true },
    ],
  },
];

/** Texts that agents put into their answers. */
export const seedCannedTexts = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Greeting',
    text: 'Thank you for your request.',
    html: '<p>Thank you for your request.</p>',
    restriction_type: 0,
  },
  {
    id: 2,
    name: 'Restart',
    text: 'Please restart the device.',
    html: '<p>Please restart the device.</p>',
    restriction_type: 0,
  },
];

/** What an hour costs by its kind; the kinds are those of lookup 17. */
export const seedChargeRates = (): HaloRecord[] => [
  { id: 1, area: 0, contract_id: 0, charge_id: 1, rate: 0 },
  { id: 2, area: 0, contract_id: 0, charge_id: 2, rate: 80 },
  { id: 3, area: 0, contract_id: 0, charge_id: 3, rate: 120 },
  { id: 4, area: 2, contract_id: 0, charge_id: 2, rate: 70 },
];

/** One dashboard of two widgets. */
export const seedDashboards = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Service Desk',
    in_app: true,
    is_published: false,
    widgets: [
      { id: 1, title: 'Open Tickets by Team', report_id: 45 },
      { id: 2, title: 'Clients by Number of Tickets', report_id: 44 },
    ],
  },
];

/** Fields of assets: those that all seeded types have. */
export const seedFields = (): HaloRecord[] =>
  ['Manufacturer', 'Model', 'Serial Number'].map((name, index) => ({
    id: index + 1,
    kind: 'T',
    name,
    sequence: index + 1,
  }));

/** The mailbox of the desk. */
export const seedMailboxes = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Service Desk',
    smtpaddress: 'help@desk.example',
    display_address: 'help@desk.example',
    enabled: true,
    type: 0,
  },
];

/** The mailbox that customers' answers to offers are read from. */
export const seedSalesMailboxes = (): HaloRecord[] => [
  { id: 1, name: 'Sales', type: 0, authorized: true, import_sent: true },
];

/** Services that users see in the catalogue. */
export const seedServices = (): HaloRecord[] =>
  ['Email', 'Network', 'Workplace'].map((name, index) => ({
    id: index + 1,
    name,
    summary: `${name} for everybody`,
    service_category_id: 1,
    service_category_name: 'Basics',
    subscribable: true,
    subscribers: [{ id: 1, service_id: index + 1, service_name: name, type: 'agent', data_id: 10 }],
    subscriber_count: 1,
    current_status: 1,
    inactive: false,
  }));

export const seedServiceCategories = (): HaloRecord[] => [{ id: 1, name: 'Basics' }];

export const seedProducts = (): HaloRecord[] => [{ id: 1, name: 'Workplace' }];

/** Releases of the one product. */
export const seedReleases = (plan: SeedPlan): HaloRecord[] =>
  ['1.0', '1.1'].map((name, index) => ({
    id: index + 1,
    name,
    product_id: 1,
    product_name: 'Workplace',
    releasedate: plan.daysAgo(100 - index * 60),
    sequence: index + 1,
  }));

/** A template of tickets that come again. */
export const seedTicketTemplates = (): HaloRecord[] => [
  {
    id: 1,
    name: 'New Starter',
    summary: 'New starter',
    tickettype_id: 3,
    type: 0,
    priority_id: 3,
    disabled: false,
  },
];

/** Where stock is kept. */
export const seedStockBins = (plan: SeedPlan): HaloRecord[] =>
  ['A1', 'A2', 'B1'].map((name, index) => ({
    id: index + 1,
    name,
    site_id: plan.clients[0]?.sites[0].id,
    sequence: index + 1,
  }));

/** Profiles of columns, which say what the rows of a list show. */
export const seedViewColumns = (): HaloRecord[] => [
  viewColumns(1, 'Default', ['id', 'summary', 'status_id', 'client_name']),
  viewColumns(2, 'With Names', ['id', 'summary', 'status_name', 'agent_name', 'priority_name']),
];

const viewColumns = (id: number, name: string, columns: readonly string[]): HaloRecord => ({
  id,
  name,
  type: 0,
  columns: columns.map((column, index) => ({
    id: index + 1,
    columns_id: id,
    column_seq: index + 1,
    column_name: column,
  })),
});

/** Profiles of filters, which say which tickets a list has. */
export const seedViewFilters = (): HaloRecord[] => [
  viewFilter(1, 'New and In Progress', 'status', ['1', '2']),
  viewFilter(2, 'First Line', 'team', ['1']),
];

const viewFilter = (
  id: number,
  name: string,
  field: string,
  values: readonly string[],
): HaloRecord => ({
  id,
  name,
  type: 0,
  filters: [
    { id: 1, filter_id: id, filter_name: field, filter_type: 0, filter_value: values.join(',') },
  ],
});

/** Saved lists, each of a filter and of columns. */
export const seedViewLists = (): HaloRecord[] => [
  viewList(1, 'Being Worked On', [1, 'New and In Progress'], [2, 'With Names']),
  viewList(2, 'First Line', [2, 'First Line'], [1, 'Default']),
];

const viewList = (
  id: number,
  name: string,
  filter: readonly [number, string],
  columns: readonly [number, string],
): HaloRecord => ({
  id,
  name,
  type: 0,
  sequence: id,
  showcounts: true,
  filter_profile_id: filter[0],
  filter_profile_name: filter[1],
  column_profile_id: columns[0],
  column_profile_name: columns[1],
});
