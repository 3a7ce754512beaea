import { parseHaloDate } from 'halopsa-ground';
import type { Behaviour } from '../../resources/contract.js';
import type { Test } from '../../store/port.js';

/** One source says that the deeper categories do not narrow a list, against the document. */
export const ticketsDeeperCategories: Behaviour = {
  ids: ['tickets.deeper-categories-ignored'],
  resource: ['tickets', 'projects', 'opportunities'],
  optional: true,
  rules: {
    filters: {
      category_2: () => undefined,
      category_3: () => undefined,
      category_4: () => undefined,
    },
  },
};

const lastUpdate = (
  value: string,
  fits: (updated: number, bound: number) => boolean,
): Test | undefined => {
  const bound = parseHaloDate(value);
  if (bound === undefined) return undefined;
  return (record) => {
    const updated = parseHaloDate(String(record.last_update ?? record.lastactiondate ?? ''));
    return updated !== undefined && fits(updated, bound);
  };
};

/** Tickets are narrowed by when they last changed, though the document takes the bounds for booleans. */
export const ticketsByLastUpdate: Behaviour = {
  ids: ['tickets.lastupdate-datetimes'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    filters: {
      lastupdatefromdate: (value) => lastUpdate(value, (updated, bound) => updated >= bound),
      lastupdatetodate: (value) => lastUpdate(value, (updated, bound) => updated <= bound),
    },
  },
};
