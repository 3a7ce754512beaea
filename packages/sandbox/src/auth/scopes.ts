const AREAS =
  'tickets calendar customers crm contracts suppliers items projects sales quotes sos pos invoices reporting software softwarelicensing kb assets timesheets';
const OTHERS =
  'all all:standard admin editMine:timesheets access:chat access:adpasswordreset offline_access openid profile email roles';

const KNOWN: ReadonlySet<string> = new Set([
  ...AREAS.split(' ').flatMap((area) => [`read:${area}`, `edit:${area}`]),
  ...OTHERS.split(' '),
]);

/** Scopes of the sign-in itself, which give no right to data. */
const SIGN_IN: ReadonlySet<string> = new Set([
  'offline_access',
  'openid',
  'profile',
  'email',
  'roles',
]);

/** The scopes of a space-separated text. */
export const splitScopes = (scope: string): string[] =>
  scope.split(/\s+/).filter((name) => name !== '');

/** True where every scope of the space-separated list is one of Halo's. */
export const knowsScopes = (scope: string): boolean =>
  splitScopes(scope).every((name) => KNOWN.has(name));

/** True where scopes that were given cover every one that is asked for. */
export const coversScopes = (given: readonly string[], asked: string): boolean =>
  splitScopes(asked).every((scope) => SIGN_IN.has(scope) || grants(given, scope));

/** True where scopes or a role's rights allow what asks for this one: editing includes reading, and set-up is read by everybody. */
export function grants(given: readonly string[], needed: string): boolean {
  if (given.includes('all') || given.includes(needed)) return true;
  if (needed === 'all:standard') return given.some((scope) => !SIGN_IN.has(scope));
  if (needed === 'admin' || needed === 'all') return false;
  return given.includes('all:standard') || given.includes(needed.replace(/^read:/, 'edit:'));
}
