import { formatHaloDate } from 'halopsa-ground';
import { readRecords } from '../../http/body.js';
import { notFound } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** A reaction stays beside the action, one of each kind by each agent. */
const react: Handler = async ({ request, context }) => {
  const [sent = {}] = await readRecords(request);
  const key = `${Number(sent.ticket_id)}-${Number(sent.action_number)}`;
  const action = context.records('actions').get(key);
  if (!action) throw notFound();
  const reaction = {
    ticket_id: action.ticket_id,
    action_number: action.id,
    agent_id: context.session.agentId,
    type: sent.type,
    timestamp: formatHaloDate(context.clock.now()),
  };
  const others = objectsOf(action.reactions).filter(
    ({ agent_id: agent, type }) => agent !== reaction.agent_id || type !== reaction.type,
  );
  context.records('actions').put(key, { ...action, reactions: [...others, reaction] });
  return json(reaction, 201);
};

const review: Handler = async ({ request, context }) => {
  let last: HaloRecord | undefined;
  for (const sent of await readRecords(request)) {
    const key = `${Number(sent.ticket_id)}-${Number(sent.id)}`;
    const action = context.records('actions').get(key);
    if (!action) throw notFound();
    last = { ...action, actreviewed: sent.actreviewed !== false };
    context.records('actions').put(key, last);
  }
  return json(last ?? [], 201);
};

export const actionsReactions: Behaviour = route('actions.reactions', 'actions', {
  reaction: react,
  review,
});
