import {
  allOperations,
  allResources,
  createRouteMatcher,
  findOperation,
  findResource,
  resourceNames,
  toCamel,
  toKebab,
} from 'halopsa-catalogue';
import { findSchema, schemaNames } from 'halopsa-catalogue/schemas';
import { describe, expect, test } from 'vitest';

const named: Record<string, string> = {
  tickets: '/Tickets',
  actions: '/Actions',
  clients: '/Client',
  users: '/Users',
  agents: '/Agent',
  assets: '/Asset',
  sites: '/Site',
  invoices: '/Invoice',
  contracts: '/ClientContract',
  opportunities: '/Opportunities',
  projects: '/Projects',
  appointments: '/Appointment',
  items: '/Item',
  kbArticles: '/KBArticle',
  suppliers: '/Supplier',
  attachments: '/Attachment',
  statuses: '/Status',
  teams: '/Team',
  categories: '/Category',
  priorities: '/Priority',
  slas: '/SLA',
  ticketTypes: '/TicketType',
  topLevels: '/TopLevel',
  expenses: '/Expense',
  timesheets: '/Timesheet',
  releases: '/Release',
  reports: '/Report',
  webhooks: '/Webhook',
  workdays: '/Workday',
  softwareLicences: '/SoftwareLicence',
  crmNotes: '/CRMNote',
  quotations: '/Quotation',
  dashboards: '/DashboardLinks',
  fields: '/Field',
  workflows: '/Workflow',
  emailTemplates: '/EmailTemplate',
  approvalProcesses: '/ApprovalProcess',
  outcomes: '/Outcome',
  customTables: '/CustomTable',
  assetTypes: '/AssetType',
  lookups: '/Lookup',
};

describe('inventory', () => {
  test('holds 1,609 operations: 1,507 of the current contract and 102 legacy ones', () => {
    const operations = allOperations();
    expect(operations).toHaveLength(1609);
    expect(operations.filter((operation) => operation.legacy)).toHaveLength(102);
    expect(new Set(operations.map((operation) => operation.id)).size).toBe(1609);
    expect(new Set(operations.map((operation) => `${operation.method} ${operation.path.toLowerCase()}`)).size).toBe(1609);
  });

  test('holds 777 schemas and 407 resources, 251 of them with all four verbs', () => {
    expect(schemaNames).toHaveLength(777);
    expect(resourceNames).toHaveLength(407);
    const complete = allResources().filter((resource) => ['list', 'get', 'upsert', 'delete'].every((verb) => verb in resource.operations));
    expect(complete).toHaveLength(251);
  });

  test.each(Object.entries(named))('%s is %s', (attribute, path) => {
    expect(findResource(attribute)?.path).toBe(path);
  });

  test('every resource is reachable by its attribute and by its topic', () => {
    for (const name of resourceNames) {
      const resource = findResource(name);
      expect(resource?.attribute).toBe(name);
      expect(resource?.topic).toBe(toKebab(name));
      expect(toCamel(toKebab(name)), name).toBe(name);
      expect(resource?.title).toMatch(/^\S.*\S$/);
      expect(resource?.singular).toMatch(/^\S(.*\S)?$/);
    }
    expect(new Set(allResources().map((resource) => resource.topic)).size).toBe(407);
  });

  test('every operation is reachable by its id and by its route', () => {
    const match = createRouteMatcher();
    for (const operation of allOperations()) {
      expect(findOperation(operation.id)).toBe(operation);
      const path = operation.path.replace(/\{[^}]+\}/g, '7');
      expect(match(operation.method, path)?.operation.id, `${operation.method} ${path}`).toBe(operation.id);
    }
  });

  test('every schema that a resource, a body or a field names exists', () => {
    const known = new Set<string>([...schemaNames, 'int', 'long', 'double', 'bool', 'string', 'datetime', 'uuid', 'base64', 'any', 'map']);
    const inner = (type: string): string => type.replace(/\[\]|\?/g, '').replace(/^map<(.*)>$/, '$1');
    const byResources = allResources().flatMap((resource) => [resource.schema, resource.row]);
    const byBodies = allOperations().map((operation) => operation.bodyType);
    const byFields = schemaNames.flatMap((name) => [...(findSchema(name)?.fields.values() ?? [])].map((field) => inner(field.type)));
    const named = new Set([...byResources, ...byBodies, ...byFields].filter((name) => name !== undefined));
    expect(named.size).toBeGreaterThan(500);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  /** Addresses that somebody's click or mail opens and that do something, as their names say. */
  const actingGets = new Set([
    'goToResolve.complete',
    'lapSafe.cancel',
    'lapSafe.complete',
    'mailOpens.b',
    'mailOpens.r',
    'secureSecretLinks.validate',
  ]);

  test('reads are safe, deletes are idempotent, and a save may double a record unless the source says otherwise', () => {
    const operations = allOperations();
    const gets = operations.filter(({ method }) => method === 'GET');
    for (const { id, safety } of gets) expect(safety, id).toBe(actingGets.has(id) ? 'unsafe' : 'read');
    for (const { id, safety } of operations.filter(({ verb }) => verb === 'delete')) expect(safety, id).toBe('idempotent');
    for (const { id, safety } of operations.filter(({ verb }) => verb === 'upsert')) expect(safety, id).not.toBe('read');
  });

  test('path parameters are those of the path', () => {
    for (const { path, params, id } of allOperations()) {
      expect(Object.keys(params).sort(), id).toEqual([...path.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]).sort());
    }
  });
});
