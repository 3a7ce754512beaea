import { createRandom, pick } from '../random.js';
import type { HaloRecord } from '../store/port.js';
import type { SeedPlan } from './plan.js';

const TYPES: readonly { readonly id: number; readonly name: string; readonly group: number }[] = [
  { id: 1, name: 'Laptop', group: 1 },
  { id: 2, name: 'Desktop', group: 1 },
  { id: 3, name: 'Printer', group: 2 },
  { id: 4, name: 'Server', group: 1 },
  { id: 5, name: 'Phone', group: 2 },
  { id: 6, name: 'Network Switch', group: 2 },
];
const GROUPS: readonly string[] = ['Computers', 'Peripherals'];
const MAKERS: readonly string[] = ['Northwind', 'Contoso', 'Fabrikam'];
const SOFTWARE: readonly string[] = [
  'Office Suite',
  'Web Browser',
  'PDF Reader',
  'Antivirus',
  'Remote Support',
];

/** Examples read asset 456 with its software. */
const EXAMPLE_ID = 456;

const groupOf = (group: number): HaloRecord => ({
  assetgroup_id: group,
  assetgroup_name: GROUPS[group - 1],
});

/** The seeded groups of asset types. */
export const seedAssetGroups = (): HaloRecord[] =>
  GROUPS.map((name, index) => ({ id: index + 1, name, sequence: index + 1 }));

/** The seeded asset types, each with two fields of its own. */
export const seedAssetTypes = (): HaloRecord[] =>
  TYPES.map(({ id, name, group }) => ({
    id,
    name,
    ...groupOf(group),
    keyfield_id: 1,
    keyfield_name: 'Manufacturer',
    keyfield2_id: 2,
    keyfield2_name: 'Model',
    defaultsequence: id,
    fields: [
      { field_id: 1, field_name: 'Manufacturer', type: 'X' },
      { field_id: 2, field_name: 'Model', type: 'X' },
    ],
  }));

/** The ids of the seeded assets. */
function seedAssetIds(plan: SeedPlan): number[] {
  if (plan.counts.assets === 0) return [];
  return [
    ...new Set([
      ...Array.from({ length: plan.counts.assets }, (_, index) => index + 1),
      EXAMPLE_ID,
    ]),
  ];
}

/** The seeded assets. */
export function seedAssets(plan: SeedPlan): HaloRecord[] {
  const random = createRandom('assets');
  const clients = plan.clients.slice(1);
  return seedAssetIds(plan).map((id) => {
    const client = pick(random, clients);
    const site = pick(random, client.sites);
    const user = pick(random, site.users);
    const type = pick(random, TYPES);
    return {
      id,
      inventory_number: String(id).padStart(6, '0'),
      key_field: pick(random, MAKERS),
      key_field2: `${type.name} ${100 + (id % 9) * 100}`,
      client_id: client.id,
      client_name: client.name,
      site_id: site.id,
      site_name: site.name,
      username: `${user.firstname} ${user.surname}`,
      users: [{ id: user.id, name: `${user.firstname} ${user.surname}` }],
      assettype_id: type.id,
      assettype_name: type.name,
      inactive: false,
      supplier_id: 101,
      supplier_name: 'Northwind Supplies',
      warranty_end: plan.daysAgo(-(id % 700)),
    };
  });
}

/** Software installed on every other asset, and on the one that examples read. */
export function seedAssetSoftware(plan: SeedPlan): HaloRecord[] {
  let id = 0;
  return seedAssetIds(plan)
    .filter((asset) => asset % 2 === 0)
    .flatMap((asset) =>
      SOFTWARE.slice(0, 2 + (asset % 4)).map((name) => {
        id += 1;
        return {
          id,
          asset_id: asset,
          name,
          version: `${1 + (asset % 5)}.${asset % 10}`,
          device_id: asset,
        };
      }),
    );
}
