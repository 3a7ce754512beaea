import type { Behaviour } from '../../resources/contract.js';

/** The variant of a closed ticket that its user has written to again is below zero, and is shown separately on request. */
export const statusesSplitClosed: Behaviour = {
  ids: ['list.show-flags', 'tickets.built-in-statuses'],
  resource: 'statuses',
  rules: {
    source: (query, context) => {
      if (query.flag('split_closed') !== true) return undefined;
      const rows = [...context.records('statuses').scan()];
      const closed = rows.find(({ id }) => id === 9);
      return closed
        ? [...rows, { ...closed, id: -9, name: `${String(closed.name)} (user updated)` }]
        : rows;
    },
  },
};
