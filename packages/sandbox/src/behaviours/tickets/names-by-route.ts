import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** A read of a ticket has other names for two fields than the answer to a post. */
const READ_NAMES: Readonly<Record<string, string>> = {
  last_update: 'lastupdate',
  category_1: 'category1',
};

export const ticketsNamedByRoute: Behaviour = {
  ids: ['tickets.names-by-route'],
  priority: 'following',
  resource: ['tickets', 'projects', 'opportunities'],
  optional: true,
  rules: {
    detail: (ticket): HaloRecord =>
      Object.fromEntries(
        Object.entries(ticket).map(([name, value]) => [READ_NAMES[name] ?? name, value]),
      ),
  },
};
