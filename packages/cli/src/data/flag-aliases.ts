/**
 * Friendly spellings by operation: flag (without dashes) to the wire name that carries its meaning. They exist where
 * Halo's own name for the thing differs from the name that the same thing has on a record.
 */
export const flagAliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tickets.list': { 'team-id': 'team', 'ticket-type-id': 'requesttype_id' },
  'opportunities.list': { 'team-id': 'team', 'ticket-type-id': 'requesttype_id' },
  'projects.list': { 'team-id': 'team', 'ticket-type-id': 'requesttype_id' },
  'tickets.upsert': { 'ticket-type-id': 'tickettype_id' },
  'opportunities.upsert': { 'ticket-type-id': 'tickettype_id' },
  'projects.upsert': { 'ticket-type-id': 'tickettype_id' },
};
