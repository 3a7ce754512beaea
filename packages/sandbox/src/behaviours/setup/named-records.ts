import { bareString } from '../../http/refusal.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { highestId, linkedRecord, objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';

/** What a record of set-up has to have, and what it starts with. */
interface SetupForm {
  /** The field that names it, and the word for it in a refusal; `name` where nothing else is said. */
  readonly named?: readonly [field: string, word: string];
  readonly starts?: HaloRecord;
}

/** Records of set-up by their resource. */
const FORMS: Readonly<Record<string, SetupForm>> = {
  approvalProcesses: { starts: { steps: [] } },
  assetGroups: {},
  assetTypes: { starts: { fields: [] } },
  cannedTexts: {},
  categories: { named: ['value', 'Category'], starts: { sla_id: -1, priority_id: -1 } },
  currencies: { starts: { conversion_rate: 1 } },
  dashboards: { starts: { widgets: [] } },
  emailTemplates: {},
  fieldInfos: { starts: { custom: 1, type: 0 } },
  fields: {},
  itemGroups: { starts: { lines: [] } },
  items: { starts: { quantity_in_stock: 0, quantity_on_order: 0 } },
  mailboxes: { starts: { enabled: true } },
  organisations: {},
  outcomes: { named: ['outcome', 'Outcome'], starts: { hidden: false } },
  releases: {},
  roles: {},
  services: { starts: { subscribable: false, subscribers: [] } },
  slas: {},
  softwareLicences: { starts: { count: 0 } },
  tags: { named: ['text', 'Tag'] },
  taxes: { starts: { value: 0 } },
  ticketTemplates: { starts: { disabled: false } },
  ticketTypes: { starts: { allowall_status: true, initial_status: 1, fields: [] } },
  topLevels: {},
  userRoles: {},
  viewColumns: { starts: { columns: [] } },
  viewFilters: { starts: { filters: [] } },
  viewLists: {},
  workdays: { starts: { alldayssame: true } },
};

/** A record of set-up has a name, and what was not said of it stands at its first value. */
export const setupRecordsNamed: readonly Behaviour[] = Object.entries(FORMS).map(
  ([resource, { named: [field, word] = ['name', 'Name'], starts = {} }]): Behaviour => ({
    ids: ['setup.name-required', 'setup.first-values'],
    resource,
    rules: {
      prepare: ({ before, next }) => {
        if (typeof next[field] !== 'string' || next[field].trim() === '') throw bareString(`${word} must not be blank`);
        if (!before) for (const [name, value] of Object.entries(starts)) next[name] ??= value;
      },
    },
  }),
);

/** Who refers to records of a kind, and by which field. */
const HOLDERS: Readonly<Record<string, readonly (readonly [holder: string, field: string])[]>> = {
  assetGroups: [
    ['assetTypes', 'assetgroup_id'],
    ['items', 'assetgroup_id'],
  ],
  assetTypes: [['assets', 'assettype_id']],
  currencies: [
    ['quotations', 'currency_code'],
    ['invoices', 'currency_code'],
  ],
  slas: [['tickets', 'sla_id']],
  taxes: [['items', 'taxcode']],
  ticketTypes: [['tickets', 'tickettype_id']],
  topLevels: [['clients', 'toplevel_id']],
  viewColumns: [['viewLists', 'column_profile_id']],
  viewFilters: [['viewLists', 'filter_profile_id']],
  workdays: [['slas', 'workday_id']],
};

/** A record that others refer to stays. */
export const setupRecordsInUse: readonly Behaviour[] = Object.entries(HOLDERS).map(
  ([resource, holders]): Behaviour => ({
    ids: ['setup.kept-while-referenced'],
    resource,
    rules: {
      removing: ({ id }, _query, context) => {
        const noun = context.model(resource).resource.singular;
        for (const [holder, field] of holders) {
          const [user] = context.records(holder).matching(field, id);
          const title = context.model(holder).resource.title.toLowerCase();
          if (user) throw bareString(`This ${noun} cannot be deleted because there are ${title} linked to it`);
        }
      },
    },
  }),
);

/** References that no pair of id and name tells of, by resource: field, the resource it leads to, and where its name goes. */
const REFERENCES: Readonly<Record<string, readonly (readonly [field: string, target: string, name?: string])[]>> = {
  appointments: [
    ['ticket_id', 'tickets'],
    ['client_id', 'clients', 'client_name'],
    ['site_id', 'sites', 'site_name'],
    ['user_id', 'users', 'user_name'],
    ['agent_id', 'agents'],
  ],
  assetTypes: [['assetgroup_id', 'assetGroups', 'assetgroup_name']],
  attachments: [['ticket_id', 'tickets']],
  cannedTexts: [['agent_id', 'agents', 'agent_name']],
  items: [
    ['assetgroup_id', 'assetGroups', 'assetgroup_name'],
    ['supplier_id', 'suppliers', 'supplier_name'],
    ['taxcode', 'taxes', 'taxcode_name'],
  ],
  expenses: [
    ['agent_id', 'agents'],
    ['fault_id', 'tickets'],
  ],
  notificationRules: [['agent_id', 'agents', 'agent_name']],
  slas: [['workday_id', 'workdays', 'workday_name']],
  softwareLicences: [
    ['client_id', 'clients', 'client_name'],
    ['supplier_id', 'suppliers', 'supplier_name'],
  ],
  timesheetEvents: [['ticket_id', 'tickets']],
  ticketTemplates: [['tickettype_id', 'ticketTypes']],
  topLevels: [['organisation_id', 'organisations', 'organisation_name']],
  viewLists: [
    ['column_profile_id', 'viewColumns', 'column_profile_name'],
    ['filter_profile_id', 'viewFilters', 'filter_profile_name'],
  ],
  contracts: [
    ['client_id', 'clients', 'client_name'],
    ['site_id', 'sites', 'site_name'],
    ['sla_id', 'slas', 'sla_name'],
  ],
};

/** A reference leads to a record, whose name stands beside it; zero and below are none. */
export const setupReferencesResolve: readonly Behaviour[] = Object.entries(REFERENCES).map(
  ([resource, references]): Behaviour => ({
    ids: ['setup.references-resolve'],
    priority: 'following',
    resource,
    rules: {
      prepare: (draft, context) => {
        for (const reference of references) resolve(draft, reference, context);
      },
    },
  }),
);

function resolve(draft: Draft, [field, target, name]: readonly [string, string, string?], context: Context): void {
  if (!(Number(draft.next[field]) > 0)) return;
  const record = linkedRecord(target, field, draft, context);
  if (name !== undefined && record) draft.next[name] = record.name;
}

/** Members of a record's list have ids and stand in sequence: list, and the field that leads back to the record. */
const MEMBERS: Readonly<Record<string, readonly [list: string, parent: string]>> = {
  approvalProcesses: ['steps', 'processid'],
  viewColumns: ['columns', 'columns_id'],
  viewFilters: ['filters', 'filter_id'],
};

/** The members of a list inside a record get their numbers from the server. */
export const setupMembersNumbered: readonly Behaviour[] = Object.entries(MEMBERS).map(
  ([resource, [list, parent]]): Behaviour => ({
    ids: ['setup.members-numbered'],
    resource,
    rules: {
      prepare: ({ next }) => {
        const members = objectsOf(next[list]);
        let last = highestId(members);
        next[list] = members.map((member) => {
          if (typeof member.id === 'number' && member.id > 0) return { ...member, [parent]: next.id };
          last += 1;
          return { ...member, id: last, [parent]: next.id };
        });
      },
    },
  }),
);
