import { findResource } from 'halopsa-catalogue';
import { namingOf } from 'halopsa-catalogue/references';
import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { highestId, objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';

/** What records of set-up start with, by their resource. */
const STARTS: Readonly<Record<string, HaloRecord>> = {
  approvalProcesses: { steps: [] },
  assetGroups: {},
  assetTypes: { fields: [] },
  cannedTexts: {},
  categories: { sla_id: -1, priority_id: -1 },
  currencies: { conversion_rate: 1 },
  dashboards: { widgets: [] },
  emailTemplates: {},
  fieldInfos: { custom: 1, type: 0 },
  fields: {},
  itemGroups: { lines: [] },
  items: { quantity_in_stock: 0, quantity_on_order: 0 },
  mailboxes: { enabled: true },
  organisations: {},
  outcomes: { hidden: false },
  releases: {},
  roles: {},
  services: { subscribable: false, subscribers: [] },
  slas: {},
  softwareLicences: { count: 0 },
  tags: {},
  taxes: { value: 0 },
  ticketTemplates: { disabled: false },
  ticketTypes: { allowall_status: true, initial_status: 1, fields: [] },
  topLevels: {},
  userRoles: {},
  viewColumns: { columns: [] },
  viewFilters: { filters: [] },
  viewLists: {},
  workdays: { alldayssame: true },
};

/** Resources of set-up. */
export const setupResources: readonly string[] = Object.keys(STARTS);

/** A record of set-up has a name, and what was not said of it stands at its first value. */
export const setupRecordsNamed: readonly Behaviour[] = Object.entries(STARTS).map(([resource, starts]): Behaviour => {
  const field = namingOf(resource).names[0] ?? 'name';
  const word = capitalised(field === 'name' ? field : findResource(resource)!.singular);
  return {
    ids: ['setup.name-required', 'setup.first-values'],
    resource,
    rules: {
      prepare: ({ before, next }) => {
        if (typeof next[field] !== 'string' || next[field].trim() === '') throw bareString(`${word} must not be blank`);
        if (!before) for (const [name, value] of Object.entries(starts)) next[name] ??= value;
      },
    },
  };
});

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
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
