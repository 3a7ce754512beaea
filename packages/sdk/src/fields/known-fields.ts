/** Where the values of a built-in field come from: a resource, a category type, or a kind of lookup. */
export type ValueSource =
  | { readonly kind: 'list'; readonly of: 'statuses' | 'priorities' | 'teams' | 'agents' | 'outcomes' }
  | { readonly kind: 'category'; readonly type: 1 | 2 | 3 | 4 }
  | { readonly kind: 'lookup'; readonly lookup: number };

const statuses: ValueSource = { kind: 'list', of: 'statuses' };
const priorities: ValueSource = { kind: 'list', of: 'priorities' };
const agents: ValueSource = { kind: 'list', of: 'agents' };
const teams: ValueSource = { kind: 'list', of: 'teams' };

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
  outcome: { kind: 'list', of: 'outcomes' },
  outcome_id: { kind: 'list', of: 'outcomes' },
  category_1: { kind: 'category', type: 1 },
  category_2: { kind: 'category', type: 2 },
  category_3: { kind: 'category', type: 3 },
  category_4: { kind: 'category', type: 4 },
  impact: { kind: 'lookup', lookup: 12 },
  urgency: { kind: 'lookup', lookup: 27 },
  source: { kind: 'lookup', lookup: 22 },
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
