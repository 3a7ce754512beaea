import { inputOf, shown } from '../../actions/action-kinds.js';
import { conformObject } from '../../schema/conform.js';
import type { Tool } from '../tool.js';

/** A ticket with the latest of what was done on it. */
export function getTicket(): Tool {
  const action = shown('actions', ['id', 'outcome', 'datetime', 'note', 'hiddenfromuser']);
  const ticket = shown('tickets', [
    'id',
    'summary',
    'details',
    'status_id',
    'client_name',
    'user_name',
    'agent_id',
    'dateoccurred',
  ]);
  const output = inputOf({ ...ticket.properties, actions: { type: 'array', items: action } }, [
    'id',
    'actions',
  ]);
  return {
    name: 'get_ticket',
    title: 'Get ticket',
    description: 'One ticket with its latest actions.',
    toolset: 'tickets',
    effect: 'read',
    idempotent: true,
    input: inputOf(
      { id: { type: 'integer' }, actions: { type: 'integer', minimum: 0, maximum: 50 } },
      ['id'],
    ),
    output,
    run: async ({ client, signal }, { id, actions = 10 }) => {
      const found = await client
        .resource('tickets')
        .get(Number(id), { includedetails: true }, { signal });
      const page =
        actions === 0
          ? []
          : (
              await client
                .resource('actions')
                .list({ ticket_id: Number(id), count: Number(actions) }, { signal })
            ).items;
      return conformObject({ ...found, actions: page }, output);
    },
  };
}
