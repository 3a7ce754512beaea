import type { HaloRecord } from '../store/port.js';

/** Supplier 101 is the one of the examples. */
export const seedSuppliers = (): HaloRecord[] => [
  {
    id: 101,
    name: 'Northwind Supplies',
    toplevel_id: 1,
    toplevel_name: 'Customers',
    email_address: 'orders@northwind.example',
    inactive: false,
  },
  {
    id: 102,
    name: 'Contoso Distribution',
    toplevel_id: 1,
    toplevel_name: 'Customers',
    email_address: 'sales@contoso.example',
    inactive: false,
  },
];

/** Roles of users; role 5 is the one of the examples. */
export const seedUserRoles = (): HaloRecord[] =>
  ['Portal User', 'Portal Manager', 'Approver', 'Finance Contact', 'Site Administrator'].map(
    (name, index) => ({
      id: index + 1,
      name,
      showmeonly: index === 0 ? 1 : 0,
    }),
  );

export const ADMINISTRATOR_ROLE = 'b6f1c2d0-0b1e-4c55-8f7a-9d1e6a2c3f01';
export const SUPPORT_ROLE = 'b6f1c2d0-0b1e-4c55-8f7a-9d1e6a2c3f02';

/** What the support role may do; sales, invoices, contracts and set-up are not among it. */
const SUPPORT_RIGHTS: readonly string[] = [
  'edit:tickets',
  'edit:calendar',
  'read:customers',
  'edit:assets',
  'edit:kb',
  'edit:timesheets',
];

const rights = (scopes: readonly string[]): HaloRecord[] =>
  scopes.map((value) => ({ type: 'scope', value }));

/** Roles of agents, which have GUIDs. */
export const seedRoles = (): HaloRecord[] => [
  { id: ADMINISTRATOR_ROLE, id_int: 1, name: 'Administrator', claims: rights(['all']) },
  { id: SUPPORT_ROLE, id_int: 2, name: 'Support Agent', claims: rights(SUPPORT_RIGHTS) },
];

/** Taxes, with the first named as in the examples. */
export const seedTaxes = (): HaloRecord[] => [
  { id: 1, name: '20% (Sales)', code: '20S', value: 20 },
  { id: 2, name: '0% (Exempt)', code: '0E', value: 0 },
];

/** The one currency. */
export const seedCurrencies = (): HaloRecord[] => [
  { id: 1, name: 'Pound Sterling', code: 'GBP', symbol: '£', conversion_rate: 1 },
];

/** Items that are sold. */
export const seedItems = (): HaloRecord[] =>
  ['Laptop 14 inch', 'Docking Station', 'Monitor 27 inch', 'Support Hour'].map((name, index) => ({
    id: index + 1,
    name,
    assetgroup_id: 1,
    assetgroup_name: 'Computers',
    baseprice: 40 + index * 110,
    costprice: 30 + index * 90,
    supplier_id: 101,
    supplier_name: 'Northwind Supplies',
    quantity_in_stock: 5,
    taxcode: 1,
    taxcode_name: '20% (Sales)',
  }));

/** Groups of items. */
export const seedItemGroups = (): HaloRecord[] => [{ id: 1, name: 'Hardware' }];

/** The tickets of a report's period and client; a report without them counts all. */
const IN_QUESTION =
  'FDeleted = 0 AND dateoccured BETWEEN @startdate AND @enddate AND ($clientid = 0 OR Areaint = $clientid)';

/** Reports; 45 is the one of the examples. */
export const seedReports = (): HaloRecord[] => [
  {
    id: 44,
    name: 'Clients by Number of Tickets',
    sql: `SELECT aareadesc AS client_name, COUNT(*) AS tickets FROM FAULTS JOIN AREA ON Aarea = Areaint WHERE ${IN_QUESTION} GROUP BY aareadesc`,
    xaxis: 'client_name',
    yaxis: 'tickets',
    group_id: 1,
    group_name: 'Tickets',
  },
  {
    id: 45,
    name: 'Open Tickets by Team',
    sql: `SELECT sectio_ AS team, COUNT(*) AS tickets FROM FAULTS WHERE ${IN_QUESTION} AND fhasbeenclosed = 0 GROUP BY sectio_`,
    xaxis: 'team',
    yaxis: 'tickets',
    group_id: 1,
    group_name: 'Tickets',
  },
  {
    id: 46,
    name: 'Actions by Agent',
    sql: `SELECT TOP 100 uname AS agent, COUNT(*) AS actions, MAX(Whe_) AS last_action FROM ACTIONS JOIN UNAME ON Unum = whoagentid
      WHERE Whe_ BETWEEN @startdate AND @enddate GROUP BY uname ORDER BY actions DESC`,
    group_id: 2,
    group_name: 'Agents',
  },
];

/** The company that runs the desk, with the department of its agents. */
export const seedOrganisations = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Sandbox Service Desk',
    departments: [{ id: 1, name: 'Support', organisation_id: 1 }],
  },
];

/** Office hours. */
export const seedWorkdays = (): HaloRecord[] => [
  {
    id: 1,
    name: 'Office Hours',
    timezone: 'GMT Standard Time',
    start: '1901-01-01T09:00:00',
    end: '1901-01-01T17:30:00',
    incmonday: true,
    inctuesday: true,
    incwednesday: true,
    incthursday: true,
    incfriday: true,
    incsaturday: false,
    incsunday: false,
    alldayssame: true,
  },
];

/** Templates of mails; those that a tenant adds have negative ids. */
export const seedEmailTemplates = (): HaloRecord[] => [
  { id: 1, name: 'Ticket Acknowledged', subject: 'We have your request' },
  { id: -103, name: 'Own Template', subject: 'News of your request' },
];

/** The one record of all settings. */
export const seedControl = (): HaloRecord[] => [
  {
    id: 1,
    app_version: '2.236.133',
    app_version_nopatch: '2.236',
    appname: 'Halo PSA',
    allow_new_user: true,
    agentbooking_max_days_advance: 30,
  },
];
