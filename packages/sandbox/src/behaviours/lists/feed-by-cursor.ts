import type { Behaviour } from '../../resources/contract.js';
import { topWindow } from '../../resources/page.js';
import type { HaloRecord } from '../../store/port.js';

/** The feed holds the latest actions, newest first; older and newer ones are reached by id, never by page. */
export const feedByCursor: Behaviour = {
  ids: ['feed.cursor', 'feed.default-50'],
  resource: 'feed',
  rules: {
    source: (_query, context) => {
      const rows: HaloRecord[] = [];
      for (const action of context.records('actions').scan())
        rows.push({ ...action, id: rows.length + 1, action_number: action.id });
      return rows.reverse();
    },
    filters: {
      older_than_id: (value) => (row) => Number(row.id) < Number(value),
      newer_than_id: (value) => (row) => Number(row.id) > Number(value),
      agent_only: () => undefined,
    },
    window: (query) => topWindow(query, 50),
  },
};
