import { type Fields, isPlainObject, textOf } from '../codec/json-value.js';
import type { CallOptions } from '../core/call.js';
import {
  HaloAuthenticationError,
  HaloForbiddenError,
  HaloNotFoundError,
} from '../errors/api-error.js';

/** Who a client acts as. */
export interface Identity {
  readonly kind: 'agent' | 'user' | 'unknown';
  readonly id: number | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** Scopes that the token carries, where the server names them. */
  readonly scopes: readonly string[];
}

/** A client, as far as `whoami` asks it. */
export interface IdentitySource {
  readonly agents: { me(options: CallOptions): Promise<unknown> };
  readonly users: { me(options: CallOptions): Promise<unknown> };
  signIn(options: SignInOptions): Promise<{ readonly scope: string | undefined }>;
}

/** How a client signs in. */
export interface SignInOptions {
  signal?: AbortSignal | undefined;
}

/** Asks the server who the token belongs to: an agent, or else a user; an application may be linked to neither. */
export async function whoami(halo: IdentitySource, options: CallOptions): Promise<Identity> {
  const { scope } = await halo.signIn({ signal: options.signal });
  const scopes = scope?.split(' ').filter((one) => one !== '') ?? [];
  for (const kind of ['agent', 'user'] as const) {
    const record = await halo[`${kind}s`].me(options).catch(nobody);
    if (isPlainObject(record)) return { kind, ...identityOf(record), scopes };
  }
  return { kind: 'unknown', id: undefined, name: undefined, email: undefined, scopes };
}

/** These three say that the token belongs to no such person; everything else is a failure. */
function nobody(error: unknown): undefined {
  if (
    error instanceof HaloNotFoundError ||
    error instanceof HaloForbiddenError ||
    error instanceof HaloAuthenticationError
  )
    return undefined;
  throw error;
}

function identityOf(record: Fields): Pick<Identity, 'id' | 'name' | 'email'> {
  const { id, name, email, emailaddress } = record;
  return {
    id: typeof id === 'number' ? id : undefined,
    name: textOf(name),
    email: textOf(email) ?? textOf(emailaddress),
  };
}
