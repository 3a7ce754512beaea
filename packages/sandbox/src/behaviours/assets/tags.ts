import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** Assets are identified by their inventory number; the server knows the next one. */
export const assetsTags: Behaviour = {
  ids: ['assets.next-tag', 'assets.identified-by-inventory-number'],
  resource: 'assets',
  rules: {
    searchFields: [
      'inventory_number',
      'key_field',
      'key_field2',
      'key_field3',
      'client_name',
      'site_name',
    ],
    prepare: ({ before, next }, context) => {
      if (!before) next.inventory_number ??= tag(lastTag(context) + 1);
      const site = context.records('sites').get(Number(next.site_id));
      if (site) Object.assign(next, { client_id: site.client_id, client_name: site.client_name });
      next.inactive ??= false;
    },
    filters: {
      user_id: (value) => (asset) =>
        Array.isArray(asset.users) &&
        asset.users.some((user: HaloRecord) => user.id === Number(value)),
      assettypes: (value) => {
        const wanted = new Set(value.split(',').map(Number));
        return (asset) => wanted.has(Number(asset.assettype_id));
      },
    },
    detail: (asset, query, context) =>
      query.flag('includedetails') === true
        ? {
            ...asset,
            software: [...context.records('assetSoftware').matching('asset_id', asset.id)].map(
              installed,
            ),
          }
        : asset,
    operations: {
      nextTag: ({ context }) => {
        const last = lastTag(context);
        return json({ last_tag: tag(last), next_tag: tag(last + 1) });
      },
      allSoftwareVersions: ({ context }) =>
        json(
          [...context.records('assetSoftware').scan()].map(({ id, name, version }) => ({
            label: `${name} ${version}`,
            value: id,
          })),
        ),
    },
  },
};

const tag = (number: number): string => String(number).padStart(6, '0');

/** The highest inventory number that is a plain number. */
function lastTag(context: Context): number {
  let last = 0;
  for (const { inventory_number: text } of context.records('assets').scan()) {
    if (typeof text === 'string' && /^\d{1,9}$/.test(text)) last = Math.max(last, Number(text));
  }
  return last;
}

/** Inside an asset, as the contract has it: what is installed names it by `did` alone. */
const installed = ({ asset_id: did, device_id: _, ...row }: HaloRecord): HaloRecord => ({
  ...row,
  did,
});
