import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';
import { route } from '../route.js';

/** Every asset with those that it is tied to, as a diagram draws them. */
const diagramDetails: Handler = ({ context }) => {
  const assets = context.records('assets');
  const drawn = ({
    id,
    inventory_number,
    key_field,
    assettype_id,
    assettype_name,
  }: HaloRecord): HaloRecord => ({
    id,
    inventory_number,
    key_field,
    assettype_id,
    assettype_name,
  });
  const tied = (members: HaloValue): HaloRecord[] =>
    objectsOf(members).flatMap(({ id }) => {
      const other = assets.get(Number(id));
      return other ? [drawn(other)] : [];
    });
  return json(
    [...assets.scan()].map((asset) => ({
      ...drawn(asset),
      parent_assets: tied(asset.parent_assets),
      child_assets: tied(asset.child_assets),
      sibling_assets: tied(asset.sibling_assets),
    })),
  );
};

export const assetsDiagram: Behaviour = route('assets.diagram', 'assets', { diagramDetails });
