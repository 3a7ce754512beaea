import type { Behaviour } from '../../resources/contract.js';
import { limitInWords } from './rate-text.js';
import { noScopeNoRights, refreshByOfflineAccess, scopesNarrow } from './sign-in.js';

/** What the server does before it looks at a resource: sign-in, rights and limits. */
export const serverBehaviours: readonly Behaviour[] = [
  limitInWords,
  noScopeNoRights,
  refreshByOfflineAccess,
  scopesNarrow,
];
