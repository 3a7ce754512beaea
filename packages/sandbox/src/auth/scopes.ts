const AREAS =
  'tickets calendar customers crm contracts suppliers items projects sales quotes sos pos invoices reporting software softwarelicensing kb assets timesheets';
const OTHERS = 'all all:standard admin editMine:timesheets access:chat access:adpasswordreset offline_access openid profile email roles';

const KNOWN: ReadonlySet<string> = new Set([...AREAS.split(' ').flatMap((area) => [`read:${area}`, `edit:${area}`]), ...OTHERS.split(' ')]);

/** True where every scope of the space-separated list is one of Halo's. */
export const knowsScopes = (scope: string): boolean => scope.split(/\s+/).every((name) => name === '' || KNOWN.has(name));
