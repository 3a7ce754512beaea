/** Where the values of a built-in field come from: a resource, a category type, or a kind of lookup. */
export type ValueSource =
  | { readonly from: 'statuses' | 'priorities' | 'teams' | 'agents' | 'outcomes' }
  | { readonly from: 'categories'; readonly type: 1 | 2 | 3 | 4 }
  | { readonly from: 'lookups'; readonly lookup: number };

const statuses: ValueSource = { from: 'statuses' };
const priorities: ValueSource = { from: 'priorities' };
const agents: ValueSource = { from: 'agents' };
const teams: ValueSource = { from: 'teams' };

/** Built-in fields by wire name; numbers of lookups are observed (behaviour.md 7.9). */
export const knownFields: Readonly<Record<string, ValueSource>> = {
  status: statuses,
  status_id: statuses,
  priority: priorities,
  priority_id: priorities,
  team: teams,
  team_id: teams,
  agent: agents,
  agent_id: agents,
  outcome: { from: 'outcomes' },
  outcome_id: { from: 'outcomes' },
  category_1: { from: 'categories', type: 1 },
  category_2: { from: 'categories', type: 2 },
  category_3: { from: 'categories', type: 3 },
  category_4: { from: 'categories', type: 4 },
  impact: { from: 'lookups', lookup: 12 },
  urgency: { from: 'lookups', lookup: 27 },
  source: { from: 'lookups', lookup: 22 },
};

/** Kinds of lookup by a name for people; observed (behaviour.md 7.9). */
export const lookupKinds: Readonly<Record<string, number>> = {
  lookupTypes: 11,
  impact: 12,
  chargeRates: 17,
  autoRequestGroups: 19,
  requestTypes: 21,
  requestSource: 22,
  carriageItems: 26,
  urgency: 27,
  addressType: 30,
  purchaseOrderStatus: 32,
  cannedTextGroups: 45,
  webhookEvents: 64,
};
