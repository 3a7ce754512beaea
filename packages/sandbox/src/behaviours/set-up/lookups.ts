import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

/** A lookup row's id is unique within its lookupid only. */
export const lookupsByKind: Behaviour = {
  ids: ['lookups.id-unique-within-lookupid', 'lookups.unfiltered-gives-all'],
  resource: 'lookups',
  rules: {
    keyOf: (row) => `${row.lookupid}-${row.id}`,
    locate: (id, query, context) => {
      const kind = query.int('lookupid');
      if (kind !== undefined) return `${kind}-${id}`;
      const [first] = context.records('lookups').matching('id', id);
      return `${first?.lookupid}-${id}`;
    },
    newId: (draft, rows) => {
      let last = 0;
      for (const row of rows.matching('lookupid', draft.lookupid))
        last = Math.max(last, Number(row.id));
      return last + 1;
    },
    prepare: ({ next }) => {
      if (next.lookupid === undefined) throw bareString('lookupid must be specified');
    },
  },
};
