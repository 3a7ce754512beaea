import type { Behaviour } from '../../resources/contract.js';
import type { HaloValue } from '../../store/port.js';

/** The list has a row per SLA; `includedistinct` leaves one per priority number. */
export const prioritiesDistinct: Behaviour = {
  ids: ['priorities.one-row-per-sla', 'priorities.guid-id-and-number'],
  resource: 'priorities',
  rules: {
    filters: {
      includedistinct: (value) => {
        if (!/^(true|1)$/i.test(value)) return undefined;
        const seen = new Set<HaloValue>();
        return ({ priorityid }) => !seen.has(priorityid) && seen.add(priorityid).has(priorityid);
      },
    },
    prepare: ({ before, next }, context) => {
      if (before || next.priorityid !== undefined) return;
      let last = 0;
      for (const row of context.records('priorities').scan())
        last = Math.max(last, Number(row.priorityid));
      next.priorityid = last + 1;
    },
  },
};
