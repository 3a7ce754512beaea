import { resourceNamed } from 'halopsa-catalogue';
import { mayCall } from '../../auth/rights.js';
import type { Behaviour } from '../../resources/contract.js';

/** A client that asks for no scope gets a token without rights. */
export const noScopeNoRights: Behaviour = {
  ids: ['auth.no-scope-no-rights'],
  rules: { unaskedScope: '' },
};

/** A refresh token is given to those who ask for it by its scope. */
export const refreshByOfflineAccess: Behaviour = {
  ids: ['auth.refresh-by-offline-access'],
  rules: { mayRenew: (scopes) => scopes.includes('offline_access') },
};

/** The scopes of a token and the roles of its agent narrow what it may call. */
export const scopesNarrow: Behaviour = {
  ids: ['auth.scopes-narrow'],
  rules: {
    mayCall: (session, operation) => mayCall(session, operation, resourceNamed(operation.resource)),
  },
};
