import { PASSWORDS, passwordKey } from '../../auth/log-in.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';

const keepPassword =
  (kind: 'agent' | 'user', fields: readonly string[]) =>
  ({ next }: Draft, context: Context): void => {
    for (const field of fields) {
      const password = next[field];
      delete next[field];
      if (typeof password === 'string' && password !== '')
        context
          .records(PASSWORDS)
          .put(passwordKey(kind, next.id), { id: passwordKey(kind, next.id), password });
    }
  };

/** A password can be set and is never shown. */
export const agentPasswords: Behaviour = {
  ids: ['auth.passwords-write-only'],
  priority: 'last',
  resource: 'agents',
  rules: { prepare: keepPassword('agent', ['password']) },
};

/** The same for users. */
export const userPasswords: Behaviour = {
  ids: ['auth.passwords-write-only'],
  priority: 'last',
  resource: 'users',
  rules: { prepare: keepPassword('user', ['new_password', 'password']) },
};
