import { inputOf } from '../../actions/action-kinds.js';
import { conformObject } from '../../schema/conform.js';
import type { Tool } from '../tool.js';

const kinds: ReadonlyMap<string, string> = new Map([
  ['ticket_types', 'ticketTypes'],
  ['statuses', 'statuses'],
  ['priorities', 'priorities'],
  ['categories', 'categories'],
  ['teams', 'teams'],
  ['agents', 'agents'],
  ['asset_types', 'assetTypes'],
]);

/** Names and ids of what the desk is set up with. */
export function listConfig(): Tool {
  const entry = inputOf({
    id: { type: ['integer', 'string', 'null'] },
    name: { type: ['string', 'null'] },
  });
  const output = inputOf({ entries: { type: 'array', items: entry } }, ['entries']);
  return {
    name: 'list_config',
    title: 'List configuration',
    description: 'Names and ids of statuses, types, teams and the like.',
    toolset: 'config',
    effect: 'read',
    idempotent: true,
    input: inputOf({ kind: { type: 'string', enum: [...kinds.keys()] } }, ['kind']),
    output,
    run: async ({ client, signal }, { kind }) => {
      const resource = kinds.get(String(kind));
      if (resource === undefined)
        throw new RangeError(`${String(kind)} is no kind of configuration`);
      const rows = await client.resource(resource).listAll({}, { signal, limit: 500 }).toArray();
      // Categories have a value where everything else has a name.
      return conformObject(
        { entries: rows.map(({ id, name, value }) => ({ id, name: name ?? value })) },
        output,
      );
    },
  };
}
