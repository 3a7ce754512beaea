import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { demandRecord, linkedRecord } from '../../resources/demand.js';
import type { HaloRecord, HaloValue, WritableRecord } from '../../store/port.js';

/** A ticket belongs to a client, a site and a user that fit together, and to an agent and a team. */
export const ticketsPeople: Behaviour = {
  ids: ['tickets.people-fit-together', 'tickets.team-by-name-or-id'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    extraFields: { team_id: 'int' },
    prepare: ({ before, patch, next }, context) => {
      placeCustomer(patch, { before, next }, context);
      placeAgent(patch, next, context);
      placeTeam(patch, next, context);
    },
    filters: {
      team: (value, _query, context) => {
        const names = new Set(
          value.split(',').map((id) => context.records('teams').get(Number(id))?.name ?? id.trim()),
        );
        return { field: 'team', accepts: (team) => names.has(team as string) };
      },
    },
  },
};

/** The most exact of user, site and client that was sent decides the others. */
function placeCustomer(
  patch: HaloRecord,
  draft: Pick<Draft, 'before' | 'next'>,
  context: Context,
): void {
  const { next } = draft;
  const sent = (field: string): number => Number(patch[field] ?? 0);
  if (sent('user_id') > 0) {
    const user = demandRecord('users', sent('user_id'), context);
    Object.assign(next, {
      user_name: user.name,
      user_email: user.emailaddress,
      site_id: user.site_id,
    });
  } else if (sent('site_id') > 0) next.site_id = patch.site_id;
  else if (sent('client_id') > 0)
    next.site_id = mainSite(demandRecord('clients', sent('client_id'), context), context);
  else if (next.site_id === undefined)
    next.site_id = mainSite(context.records('clients').get(1), context);
  const site = linkedRecord('sites', 'site_id', draft, context);
  if (!site) return;
  Object.assign(next, {
    site_id: site.id,
    site_name: site.name,
    client_id: site.client_id,
    client_name: site.client_name,
  });
  const moved =
    next.user_id !== undefined &&
    sent('user_id') <= 0 &&
    context.records('users').get(Number(next.user_id))?.client_id !== site.client_id;
  if (moved) for (const field of ['user_id', 'user_name', 'user_email']) delete next[field];
}

function mainSite(client: HaloRecord | undefined, context: Context): HaloValue {
  if (client?.main_site_id !== undefined) return client.main_site_id;
  const [site] = context.records('sites').matching('client_id', client?.id);
  return site?.id;
}

function placeAgent(patch: HaloRecord, next: WritableRecord, context: Context): void {
  if (patch.agent_id === undefined || patch.agent_id === null) return;
  if (Number(patch.agent_id) <= 0) {
    delete next.agent_name;
    return;
  }
  const agent = demandRecord('agents', Number(patch.agent_id), context);
  next.agent_name = agent.name;
  if (patch.team === undefined && patch.team_id === undefined && next.team === undefined)
    next.team = agent.team;
}

function placeTeam(patch: HaloRecord, next: WritableRecord, context: Context): void {
  if (patch.team_id !== undefined && patch.team_id !== null) {
    next.team = demandRecord('teams', Number(patch.team_id), context).name;
  } else if (next.team !== undefined) {
    const [team] = context.records('teams').matching('name', next.team);
    next.team_id = team?.id;
  }
}
