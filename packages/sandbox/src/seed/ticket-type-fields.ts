import type { HaloRecord } from '../store/port.js';

/** Custom fields of the tenant. */
export const customFieldInfos: readonly HaloRecord[] = [
  {
    id: 301,
    name: 'CFOrderNumber',
    label: 'Order number',
    type: 0,
    custom: 1,
    usage: 1,
    characterlimit: 20,
    regex: '^[A-Z]-\\d+$',
  },
  { id: 302, name: 'CFWarranty', label: 'Under warranty', type: 6, custom: 1, usage: 1 },
  {
    id: 303,
    name: 'CFFaultKind',
    label: 'Kind of fault',
    type: 2,
    custom: 1,
    usage: 1,
    values: [
      { id: 1, name: 'Broken' },
      { id: 2, name: 'Missing' },
    ],
  },
  { id: 304, name: 'CFShelf', label: 'Shelf', type: 99, custom: 1, usage: 1 },
];

const STANDARD: readonly (readonly [
  fieldid: number,
  name: string,
  label: string,
  technew: number,
])[] = [
  [1, 'category_1', 'Category', 2],
  [2, 'category_2', 'Resolution Category', 1],
  [3, 'category_3', 'Product', 1],
  [4, 'category_4', 'Cause', 1],
  [5, 'status_id', 'Status', 1],
  [6, 'priority_id', 'Priority', 2],
  [7, 'team', 'Team', 1],
  [8, 'agent_id', 'Agent', 1],
  [9, 'impact', 'Impact', 1],
  [10, 'urgency', 'Urgency', 77],
];

/** The form of ticket type 24: built-in fields, and the custom ones in a group of their own. */
export function ticketTypeFields(rtid: number): HaloRecord[] {
  const standard = STANDARD.map(([fieldid, name, label, technew], index) => ({
    id: 240 + index,
    rtid,
    fieldid,
    seq: index,
    fieldname: label,
    technew,
    endusernew: technew,
    fieldinfo: { id: fieldid, name, label, custom: 0 },
  }));
  const custom = customFieldInfos.map((info, index) => ({
    id: 260 + index,
    rtid,
    fieldid: info.id,
    seq: index,
    fieldname: info.label,
    technew: index === 0 ? 2 : 1,
    fieldinfo: info,
  }));
  return [
    ...standard,
    {
      id: 259,
      rtid,
      seq: standard.length,
      groupid: 1,
      group: { id: 1, name: 'Hardware', fields: custom },
    },
  ];
}

/** The form of a type that demands some built-in fields. */
export function demandedTypeFields(rtid: number, names: readonly string[]): HaloRecord[] {
  return STANDARD.filter(([, name]) => names.includes(name)).map(
    ([fieldid, name, label], index) => ({
      id: rtid * 10 + index,
      rtid,
      fieldid,
      seq: index,
      fieldname: label,
      technew: 2,
      endusernew: 1,
      fieldinfo: { id: fieldid, name, label, custom: 0 },
    }),
  );
}

/** The custom fields as their own list shows them. */
export const seedFieldInfos = (): HaloRecord[] => customFieldInfos.map((info) => ({ ...info }));

/** One table of the tenant's own, without rows. */
export const seedCustomTables = (): HaloRecord[] => [
  { id: 1, name: 'Regions', db_name: 'CTRegions' },
];
