import { status } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** A sheet that names no day breaks the server. */
export const timesheetsNameTheirDay: Behaviour = {
  ids: ['timesheets.wrong-shape-500'],
  resource: 'timesheets',
  optional: true,
  rules: {
    prepare: ({ before, next }) => {
      if (!before && next.date === undefined) throw status(500);
    },
  },
};
