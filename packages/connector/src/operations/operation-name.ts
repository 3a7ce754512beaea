import type { Operation } from 'halopsa-catalogue';
import type { Effect } from '../action.js';

const snake = (camel: string): string => camel.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** The name of an operation's action: `tickets.list` is `halo_tickets_list`. */
export const operationName = (operation: Operation): string =>
  `halo_${snake(operation.resource)}_${snake(operation.verb)}`;

/** What an operation does to records; one that removes by its name or its method counts as a delete. */
export function effectOf(operation: Operation): Effect {
  if (operation.safety === 'read') return 'read';
  return operation.method === 'DELETE' || /^(delete|remove|clear|purge|void)/i.test(operation.verb)
    ? 'delete'
    : 'write';
}
