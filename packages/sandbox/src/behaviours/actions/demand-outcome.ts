import { formatHaloDate } from 'halopsa-ground';
import { exception } from '../../http/refusal.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { linkedRecord } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';

/** An action names its outcome by id or by the words on the button; the server says who did it and when. */
export const actionsDemandOutcome: Behaviour = {
  ids: [
    'actions.outcome-required',
    'actions.outcome-by-name',
    'actions.author',
    'actions.author-exists',
  ],
  resource: 'actions',
  rules: {
    extraFields: { outcome_id: 'int', who: 'string' },
    acceptsBareObject: true,
    prepare: (draft, context) => {
      const { before, patch, next } = draft;
      const author =
        Number(patch.who_agentid) > 0
          ? linkedRecord('agents', 'who_agentid', draft, context)
          : undefined;
      if (before) {
        if (author) next.who = patch.who ?? author.name;
        return;
      }
      setOutcome(next, context);
      setAuthorAndTime(draft, author, context);
    },
  },
};

function setOutcome(next: HaloRecord, context: Context): void {
  const known = [...context.records('outcomes').scan()];
  const named = typeof next.outcome === 'string' && next.outcome !== '' ? next.outcome : undefined;
  const outcome = known.find((row) =>
    next.outcome_id === undefined ? row.outcome === named : row.id === next.outcome_id,
  );
  if (!outcome && named === undefined)
    throw exception('An Outcome must be entered for this Action');
  if (outcome) Object.assign(next, { outcome_id: outcome.id, outcome: outcome.outcome });
}

function setAuthorAndTime(
  { patch, next }: Draft,
  author: HaloRecord | undefined,
  context: Context,
): void {
  const now = formatHaloDate(context.clock.now());
  const agentId = next.who_agentid ?? context.session.agentId;
  const agent =
    author ?? (agentId === undefined ? undefined : context.records('agents').get(Number(agentId)));
  next.datetime ??= now;
  next.actiondatecreated = now;
  next.hiddenfromuser ??= false;
  next.who ??= patch.who ?? agent?.name;
  next.who_type ??= 1;
  next.who_agentid = agentId;
  next.actionby_agent_id ??= agentId;
  next.actionby_application_id = context.session.applicationName;
}
