import { allResources } from 'halopsa-catalogue';
import { createSandbox } from 'halopsa-sandbox';
import { describe, expect, it } from 'vitest';

type Row = Readonly<Record<string, unknown>>;

/** Where a field leads, by the end of its name; several resources share the numbers of tickets. */
const tickets = ['tickets', 'projects', 'opportunities'];
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  client_id: ['clients'],
  site_id: ['sites'],
  user_id: ['users'],
  agent_id: ['agents'],
  who_agentid: ['agents'],
  team_id: ['teams'],
  ticket_id: tickets,
  parent_id: tickets,
  status_id: ['statuses'],
  tickettype_id: ['ticketTypes'],
  outcome_id: ['outcomes'],
  sla_id: ['slas'],
  workday_id: ['workdays'],
  workflow_id: ['workflows'],
  flow_id: ['workflows'],
  contract_id: ['contracts'],
  toplevel_id: ['topLevels'],
  organisation_id: ['organisations'],
  supplier_id: ['suppliers'],
  asset_id: ['assets'],
  device_id: ['assets'],
  assettype_id: ['assetTypes'],
  assetgroup_id: ['assetGroups', 'itemGroups'],
  keyfield_id: ['fields'],
  keyfield2_id: ['fields'],
  field_id: ['fields'],
  item_id: ['items'],
  quotation_id: ['quotations'],
  quote_id: ['quotations'],
  salesorder_id: ['salesOrders'],
  sales_order_id: ['salesOrders'],
  purchaseorder_id: ['purchaseOrders'],
  product_id: ['products'],
  service_id: ['services'],
  service_category_id: ['serviceCategories'],
  webhook_id: ['webhooks'],
  report_id: ['reports'],
  processid: ['approvalProcesses'],
  column_profile_id: ['viewColumns'],
  columns_id: ['viewColumns'],
  filter_profile_id: ['viewFilters'],
  filter_id: ['viewFilters'],
  agent_id_or_cab_id: ['agents'],
};

/** Numbers that are no reference, or one within their own record: each says which. */
const OTHERS: ReadonlySet<string> = new Set([
  'step_id', // of the workflow that it stands in
  'milestone_id', // of the parent's milestones: see below
  'action_id', // numbered within its ticket: see below
  'priority_id', // the priorityid of its SLA: see below
  'department_id', // of the organisation's departments: see below
  'group_id', // of lookup 41: see below
  'charge_id', // of lookup 17: see below
  'unique_id', // the record that an attachment belongs to, of a kind that another field names
  'data_id',
  'type_id', // 1 to 4, the level of a category
]);

const isReference = (name: string): boolean => (/(^|_)id$/.test(name) ? name !== 'id' : /^(who_agentid|processid)$/.test(name));
const isNone = (value: unknown): boolean => value === undefined || value === null || value === 0 || value === -1;

/** Every field of a record, those of the records within it included. */
function* fieldsOf(value: unknown): Generator<[name: string, value: unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object') yield* fieldsOf(inner);
    else yield [name, inner];
  }
}

describe.each(['small', 'demo'] as const)('the %s seed', (seed) => {
  const { control } = createSandbox({ seed });
  const held = new Map(allResources().map(({ attribute }) => [attribute, control.records(attribute) as readonly Row[]]));
  const rows = (attribute: string): readonly Row[] => held.get(attribute) ?? [];
  const idsOf = new Map<string, Set<unknown>>();
  const ids = (attribute: string): Set<unknown> => {
    const known = idsOf.get(attribute) ?? new Set(rows(attribute).map(({ id }) => id));
    idsOf.set(attribute, known);
    return known;
  };
  const targetOf = (name: string): readonly string[] | undefined =>
    TARGETS[name] ?? Object.entries(TARGETS).find(([end]) => name.endsWith(`_${end}`))?.[1];

  const lostIn = (record: Row): string[] =>
    [...fieldsOf(record)].flatMap(([name, value]) => {
      if (!isReference(name) || isNone(value) || OTHERS.has(name)) return [];
      const targets = targetOf(name);
      if (!targets) return [`${name}: nobody knows where it leads`];
      return targets.some((target) => ids(target).has(value)) ? [] : [`${name} ${String(value)}`];
    });

  it('holds no reference that leads nowhere, at any depth of any record', () => {
    const lost = [...held].flatMap(([attribute, records]) =>
      records.flatMap((record) => lostIn(record).map((what) => `${attribute}.${what}`)),
    );
    expect([...new Set(lost)]).toEqual([]);
  });

  it('holds the values of lookups and departments that others name', () => {
    const lookup = (kind: number): unknown[] => rows('lookups').flatMap(({ lookupid, id }) => (lookupid === kind ? [id] : []));
    expect(lookup(41)).toEqual(expect.arrayContaining(rows('reports').map(({ group_id }) => group_id)));
    expect(lookup(17)).toEqual(expect.arrayContaining(rows('chargeRates').map(({ charge_id }) => charge_id)));
    const departments = rows('organisations').flatMap(({ departments: list }) => (list as Row[]).map(({ id }) => id));
    const named = rows('agents').flatMap(({ teams }) => ((teams ?? []) as Row[]).map(({ department_id }) => department_id));
    expect(departments).toEqual(expect.arrayContaining(named));
  });

  it('holds the milestones that projects name', () => {
    const projects = new Map(rows('projects').map((project) => [project.id, project]));
    for (const { parent_id, milestone_id } of rows('projects')) {
      if (isNone(milestone_id)) continue;
      const milestones = (projects.get(parent_id)?.milestones ?? []) as Row[];
      expect(milestones.map(({ id }) => id)).toContain(milestone_id);
    }
  });

  it('holds the priorities that tickets name and the actions that attachments name', () => {
    const priorities = new Set(rows('priorities').map(({ slaid, priorityid }) => `${String(slaid)} ${String(priorityid)}`));
    const actions = new Set(rows('actions').map(({ ticket_id, id }) => `${String(ticket_id)} ${String(id)}`));
    for (const attribute of tickets)
      for (const { sla_id, priority_id } of rows(attribute)) expect(priorities).toContain(`${String(sla_id)} ${String(priority_id)}`);
    for (const { ticket_id, action_id } of rows('attachments'))
      if (!isNone(action_id)) expect(actions).toContain(`${String(ticket_id)} ${String(action_id)}`);
  });
});
