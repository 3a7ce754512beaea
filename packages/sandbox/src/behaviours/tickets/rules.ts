import { detailsOf } from 'halopsa-catalogue/details';
import type { Behaviour, Context } from '../../resources/contract.js';
import { meets } from '../../resources/criteria.js';
import type { HaloRecord, WritableRecord } from '../../store/port.js';

/** Rules in their order change a new ticket that meets all their criteria, unless the caller says `dont_do_rules`. */
export const ticketRulesApply: Behaviour = {
  ids: [
    'rules.operator-codes',
    'rules.rows-are-anded',
    'rules.criteria-row',
    'tickets.dont-do-rules',
  ],
  priority: 'derived',
  resource: 'tickets',
  rules: {
    prepare: ({ before, patch, next }, context) => {
      if (before || patch.dont_do_rules === true) return;
      for (const rule of rulesInOrder(context)) {
        if (!meets(next, rule.criteria)) continue;
        apply(rule, next, context);
        if (rule.stopmatching === true) return;
      }
    },
  },
};

const rulesInOrder = (context: Context): HaloRecord[] =>
  [...context.records('ticketRules').scan()]
    .filter(
      (rule) => rule.active !== false && Array.isArray(rule.criteria) && rule.criteria.length > 0,
    )
    .sort((a, b) => Number(a.precedence ?? 0) - Number(b.precedence ?? 0));

function apply(rule: HaloRecord, next: WritableRecord, context: Context): void {
  for (const [from, to] of Object.entries(detailsOf('ticketRules').sets?.fields ?? {})) {
    const value = rule[from];
    if (value !== undefined && value !== 0 && value !== '') next[to] = value;
  }
  const agent = context.records('agents').get(Number(next.agent_id));
  if (agent) next.agent_name = agent.name;
  const [team] = context.records('teams').matching('name', next.team);
  if (team) next.team_id = team.id;
}

/** A list of rules carries the criteria of each. */
export const ticketRulesCarryCriteria: Behaviour = {
  ids: ['rules.list-carries-criteria'],
  resource: 'ticketRules',
  rules: {
    prepare: ({ next }) => {
      next.criteria ??= [];
      next.active ??= true;
    },
  },
};
