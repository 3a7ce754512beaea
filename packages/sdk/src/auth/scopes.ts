type Module =
  | 'assets'
  | 'calendar'
  | 'contracts'
  | 'crm'
  | 'customers'
  | 'invoices'
  | 'items'
  | 'kb'
  | 'pos'
  | 'projects'
  | 'quotes'
  | 'reporting'
  | 'sales'
  | 'software'
  | 'softwarelicensing'
  | 'sos'
  | 'suppliers'
  | 'tickets'
  | 'timesheets';

/** Scopes that Halo is known to have; others are sent as they are. */
export type HaloScope =
  | 'all'
  | 'all:standard'
  | 'admin'
  | 'offline_access'
  | 'editMine:timesheets'
  | 'access:chat'
  | 'access:adpasswordreset'
  | `read:${Module}`
  | `edit:${Module}`;

/** One scope, several in a list, or a text with spaces between them. */
export type Scopes =
  | HaloScope
  | readonly (HaloScope | (string & Record<never, never>))[]
  | (string & Record<never, never>);

/** Scopes as they travel. */
export const scopeText = (scopes: Scopes): string =>
  typeof scopes === 'string' ? scopes : scopes.join(' ');
