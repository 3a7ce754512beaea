import { formatHaloDate } from 'halopsa-ground';
import { exception } from '../../http/refusal.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { UNASSIGNED } from '../../seed/plan.js';

const CLOSED = 9;
const DEFAULT_PRIORITY = 3;

/** A new ticket gets its type, status, priority, SLA and dates; a closed one its closing dates. */
export const ticketsDefaults: Behaviour = {
  ids: ['tickets.closed-dates', 'tickets.default-type-summary-only', 'priorities.own-sla'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    prepare: (draft, context) => {
      const now = formatHaloDate(context.clock.now());
      if (!draft.before) complete(draft, now);
      keepToSla(draft, context);
      draft.next.last_update = now;
      markClosing(draft, now);
      name(draft, context);
    },
  },
};

function complete({ next }: Draft, now: string): void {
  next.tickettype_id ??= 1;
  next.status_id ??= 1;
  next.priority_id ??= DEFAULT_PRIORITY;
  next.sla_id ??= 1;
  next.dateoccurred ??= now;
  next.lastactiondate ??= now;
  next.source ??= 0;
  next.agent_id ??= UNASSIGNED;
}

/** The number of a priority is one of several: it means that of the ticket's own SLA, and nothing where that has none. */
function keepToSla({ before, patch, next }: Draft, context: Context): void {
  if (patch.priority_id === undefined) return;
  const slas = [...context.records('priorities').matching('priorityid', next.priority_id)].map(
    ({ slaid }) => slaid,
  );
  if (slas.length === 0 || slas.some((slaid) => slaid === undefined || slaid === next.sla_id))
    return;
  next.priority_id = before?.priority_id ?? DEFAULT_PRIORITY;
}

function markClosing({ before, next, patch }: Draft, now: string): void {
  const closed = Math.abs(Number(next.status_id)) === CLOSED;
  if (closed) {
    next.hasbeenclosed = true;
    if (patch.dateclosed === undefined && before?.hasbeenclosed !== true) next.dateclosed = now;
    next.date_fully_closed = next.dateclosed;
    return;
  }
  // An open ticket has no such fields at all; they are never false.
  for (const field of ['hasbeenclosed', 'dateclosed', 'date_fully_closed']) delete next[field];
}

/** Names beside the numbers; a number that leads nowhere is refused where this write sets it. */
function name({ before, next }: Draft, context: Context): void {
  const status = context.records('statuses').get(Math.abs(Number(next.status_id)));
  if (!status && before?.status_id !== next.status_id) throw exception('Invalid Status');
  if (status) next.status_name = status.name;
  const type = context.records('ticketTypes').get(Number(next.tickettype_id));
  if (!type && before?.tickettype_id !== next.tickettype_id) throw exception('Invalid Ticket Type');
  if (type) next.tickettype_name = type.name;
  for (const priority of context.records('priorities').matching('priorityid', next.priority_id))
    next.priority_name = priority.name;
  next.sla_name = context.records('slas').get(Number(next.sla_id))?.name;
}
