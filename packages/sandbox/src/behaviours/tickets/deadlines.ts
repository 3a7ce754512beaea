import { formatHaloDate, parseHaloDate } from 'halopsa-ground';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import type { HaloValue } from '../../store/port.js';

const HOUR = 3_600_000;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['M', HOUR / 60],
  ['H', HOUR],
  ['D', 24 * HOUR],
]);

/** The priority of a ticket says by when it is to be answered and solved; another priority moves both dates. */
export const ticketsDeadlines: Behaviour = {
  ids: ['tickets.sla-dates'],
  priority: 'derived',
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    prepare: (draft, context) => {
      const { before, next } = draft;
      if (before && before.priority_id === next.priority_id && before.sla_id === next.sla_id)
        return;
      setDates(draft, context);
    },
  },
};

function setDates({ patch, next }: Draft, context: Context): void {
  const opened = parseHaloDate(String(next.dateoccurred ?? ''));
  if (opened === undefined) return;
  for (const row of context.records('priorities').matching('priorityid', next.priority_id)) {
    if (row.slaid !== undefined && row.slaid !== next.sla_id) continue;
    const after = (time: HaloValue, unit: HaloValue): string =>
      formatHaloDate(opened + Number(time) * (UNITS.get(String(unit)) ?? HOUR));
    if (row.responsetime !== undefined && patch.respondbydate === undefined)
      next.respondbydate = after(row.responsetime, row.responseunits);
    if (row.fixtime !== undefined && patch.fixbydate === undefined)
      next.fixbydate = after(row.fixtime, row.fixunits);
  }
}
