/** Where the number in a field comes from: the resource, the field of its rows that holds the number, and the fields that name it. */
export interface Reference {
  readonly resource: string;
  readonly key: string;
  readonly names: readonly string[];
  /** What narrows the list down to the records that can be meant. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** Fields that narrow a name down: the record that is written and the rows of the list both have them. */
  readonly within?: readonly string[] | undefined;
  /** Fields of its rows that tell records of the same name apart for a person. */
  readonly apart?: readonly string[] | undefined;
  /** Rows whose names can be meant: those that have these values, or say nothing of them. */
  readonly only?: Readonly<Record<string, unknown>> | undefined;
  /** Rows whose names are meant only where no other row has them: those that have these values. */
  readonly last?: Readonly<Record<string, unknown>> | undefined;
  /** Fields of its rows that name a record together, with a slash between them. */
  readonly path?: readonly string[] | undefined;
  /** Whether the plain search of its list looks into all of the names. */
  readonly isSearched?: boolean | undefined;
}

const byName = (resource: string): Reference => ({ resource, key: 'id', names: ['name'] });

/** A kind of lookup, by its number (behaviour.md 7.9). */
const lookup = (lookupid: number): Reference => ({
  resource: 'lookups',
  key: 'id',
  names: ['name'],
  query: { lookupid: String(lookupid) },
});

/** Statuses of tickets are of the type 0 (behaviour-2026-11 N6.15), and `type` of the query does not narrow the list everywhere (N3.6). */
const ticketStatus: Reference = { ...byName('statuses'), only: { type: 0 } };

/** Fields that refer to something else than those of the same name elsewhere, by the resource that has them. */
export const ownReferences: Readonly<Record<string, Readonly<Record<string, Reference>>>> = {
  // No source says which type the statuses of assets have: one of a ticket is not meant where another has the name.
  assets: { status_id: { ...byName('statuses'), last: { type: 0 } } },
};

/** Fields whose name does not tell what they refer to; `<noun>_id` is found by the noun. */
export const namedReferences: Readonly<Record<string, Reference>> = {
  // Tickets hold the number; the id of a priority's row is a GUID (behaviour-2026 C12).
  priority_id: { resource: 'priorities', key: 'priorityid', names: ['name'] },
  outcome_id: { resource: 'outcomes', key: 'id', names: ['outcome', 'name'] },
  client_id: { ...byName('clients'), apart: ['toplevel_name'] },
  user_id: {
    resource: 'users',
    key: 'id',
    names: ['name', 'emailaddress'],
    // behaviour-2026-11, N3.9.
    isSearched: true,
    within: ['client_id', 'site_id'],
    apart: ['client_name', 'site_name', 'emailaddress'],
  },
  agent_id: { resource: 'agents', key: 'id', names: ['name', 'email'], apart: ['email'] },
  site_id: {
    resource: 'sites',
    key: 'id',
    names: ['name', 'clientsite_name'],
    within: ['client_id'],
    apart: ['client_name'],
    path: ['client_name', 'name'],
  },
  tickettype_id: byName('ticketTypes'),
  status_id: ticketStatus,
  new_status: ticketStatus,
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
