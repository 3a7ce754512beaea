import { json } from '../../http/reply.js';
import { createRandom, guid } from '../../random.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** A node of the tree. Its id may be that of a node of another kind as well; the GUID is its own. */
const node = (
  { id, guid: own, name, sequence }: HaloRecord,
  use: 'team' | 'agent',
): HaloRecord => ({
  id,
  guid: own ?? guid(createRandom(`${use} ${String(id)}`)),
  name,
  sequence,
  use,
});

const tree: Handler = ({ context }) =>
  json(
    [...context.records('teams').scan()]
      .filter(({ inactive }) => inactive !== true)
      .map(({ agents, ...team }) => ({
        ...node(team, 'team'),
        agents: objectsOf(agents).map((agent) => node(agent, 'agent')),
      })),
  );

export const teamsTree: Behaviour = route('teams.tree', 'teams', { tree });
