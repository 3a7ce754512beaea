import { readRecords } from '../../http/body.js';
import { bareString } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { demandRecord } from '../../resources/demand.js';
import { upsertRecord } from '../../resources/upsert.js';
import type { HaloRecord } from '../../store/port.js';
import { route } from '../route.js';

/** What a parent hands on to its children. */
const HANDED_ON = ['status_id', 'priority_id', 'agent_id', 'team', 'team_id'] as const;

/** A change that is to reach the children of a ticket, and not the ticket itself. */
export const ticketsProcessChildren: Behaviour = {
  ids: ['tickets.process-children'],
  resource: 'tickets',
  rules: {
    operations: {
      processChildren: async ({ request, model, context }) => {
        let last: HaloRecord | undefined;
        for (const sent of await readRecords(request)) {
          const parent = demandRecord('tickets', sent.id, context);
          const change = Object.fromEntries(
            HANDED_ON.flatMap((name) => (sent[name] === undefined ? [] : [[name, sent[name]]])),
          );
          const children = [...context.records('tickets').matching('parent_id', parent.id)];
          for (const { id } of children) upsertRecord({ ...change, id }, model, context);
          last = {
            ...parent,
            child_ticket_ids: children.map(({ id }) => id),
            child_count: children.length,
          };
        }
        return json(last ?? [], 201);
      },
    },
  },
};

/** Where the votes on tickets are kept; no resource has this name. */
const VOTES = 'tickets:votes';

/** Each voter has one vote on a ticket, 1 or -1, and sees it on the ticket. */
export const ticketsVotes: Behaviour = {
  ids: ['tickets.votes'],
  priority: 'following',
  resource: 'tickets',
  rules: {
    operations: {
      vote: async ({ request, context }) => {
        const [sent = {}] = await readRecords(request);
        const ticket = demandRecord('tickets', sent.id, context);
        const vote = Number(sent.your_vote);
        if (vote !== 1 && vote !== -1) throw bareString('your_vote must be 1 or -1');
        const { agentId, userId } = context.session;
        const id = `${String(ticket.id)}-${String(userId ?? `agent ${String(agentId)}`)}`;
        context.records(VOTES).put(id, {
          id,
          ticket_id: ticket.id,
          your_vote: vote,
          your_vote_comment: sent.your_vote_comment,
        });
        return json({ ...ticket, your_vote: vote, your_vote_comment: sent.your_vote_comment }, 201);
      },
    },
    detail: (ticket, _query, { records, session }) => {
      const vote = records(VOTES).get(
        `${String(ticket.id)}-${String(session.userId ?? `agent ${String(session.agentId)}`)}`,
      );
      return vote
        ? { ...ticket, your_vote: vote.your_vote, your_vote_comment: vote.your_vote_comment }
        : ticket;
    },
  },
};

/** The mailboxes that mails to customers are read from. */
export const ticketsSalesMailbox: Behaviour = {
  ids: ['tickets.sales-mailboxes'],
  resource: 'tickets',
  rules: {
    operations: {
      salesMailbox: ({ context }) => json([...context.records('salesMailboxes').scan()]),
    },
  },
};

/** Whether a ticket is billed; the parameters of the real route are not known. */
const setBillableProject: Handler = ({ query, model, context }) => {
  const { id } = demandRecord('tickets', query.int('id') ?? query.int('ticket_id'), context);
  return json(
    upsertRecord({ id, isbillable: query.flag('isbillable') ?? true }, model, context),
    201,
  );
};

export const ticketsBillableProject: Behaviour = route('tickets.billable-project', 'tickets', {
  setBillableProject,
});
