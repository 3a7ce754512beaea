import { notFound, status } from '../../http/refusal.js';
import { json } from '../../http/reply.js';
import type { Behaviour, Context } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** The agent behind the token, with what the token claims as rows of type and value. */
export const agentsMe: Behaviour = {
  ids: ['me.agent-with-claims'],
  resource: 'agents',
  rules: {
    operations: {
      me: ({ context }) => {
        const agent =
          context.session.agentId === undefined
            ? undefined
            : context.records('agents').get(context.session.agentId);
        if (!agent) throw notFound();
        return json({ ...agent, claims: claimsOf(agent, context) });
      },
    },
  },
};

/** A user's own record needs a token that is linked to a user. */
export const usersMe: Behaviour = {
  ids: ['me.user-needs-user-token'],
  resource: 'users',
  rules: {
    operations: {
      me: ({ context }) => json(linkedUser(context) ?? refuse(notFound())),
      onBehalf: ({ context }) => json(linkedUser(context) ?? refuse(notFound())),
    },
  },
};

/** The own client answers 401 to a token that belongs to no user. */
export const clientsMe: Behaviour = {
  ids: ['me.client-401-without-user'],
  resource: 'clients',
  rules: {
    operations: {
      me: ({ context }) => {
        const user = linkedUser(context) ?? refuse(status(401));
        return json(context.records('clients').get(Number(user.client_id)) ?? refuse(notFound()));
      },
    },
  },
};

const linkedUser = ({ session, records }: Context): HaloRecord | undefined =>
  session.userId === undefined ? undefined : records('users').get(session.userId);

function refuse(refusal: Error): never {
  throw refusal;
}

const claimsOf = (agent: HaloRecord, { session }: Context): { type: string; value: string }[] => [
  { type: 'agent_id', value: String(agent.id) },
  { type: 'client_id', value: session.clientId },
  ...session.scope.split(' ').map((value) => ({ type: 'scope', value })),
];
