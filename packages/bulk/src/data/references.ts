/** Where the number in a field comes from: the resource, the field of its rows that holds the number, and the fields that name it. */
export interface Reference {
  readonly resource: string;
  readonly key: string;
  readonly names: readonly string[];
  /** What narrows the list down to the records that can be meant. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

const byName = (resource: string): Reference => ({ resource, key: 'id', names: ['name'] });

/** A kind of lookup, by its number (behaviour.md 7.9). */
const lookup = (lookupid: number): Reference => ({
  resource: 'lookups',
  key: 'id',
  names: ['name'],
  query: { lookupid: String(lookupid) },
});

/** Fields whose name does not tell what they refer to; `<noun>_id` is found by the noun. */
export const namedReferences: Readonly<Record<string, Reference>> = {
  // Tickets hold the number; the id of a priority's row is a GUID (behaviour-2026 C12).
  priority_id: { resource: 'priorities', key: 'priorityid', names: ['name'] },
  outcome_id: { resource: 'outcomes', key: 'id', names: ['outcome', 'name'] },
  user_id: { resource: 'users', key: 'id', names: ['name', 'emailaddress'] },
  agent_id: { resource: 'agents', key: 'id', names: ['name', 'email'] },
  site_id: { resource: 'sites', key: 'id', names: ['name', 'clientsite_name'] },
  tickettype_id: byName('ticketTypes'),
  status_id: byName('statuses'),
  new_status: byName('statuses'),
  impact: lookup(12),
  urgency: lookup(27),
  source: lookup(22),
  item_tax_code: byName('taxes'),
  service_tax_code: byName('taxes'),
  prepay_tax_code: byName('taxes'),
  contract_tax_code: byName('taxes'),
  taxcode: byName('taxes'),
  tax_code: byName('taxes'),
};
