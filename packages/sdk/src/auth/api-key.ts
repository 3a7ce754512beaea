import { mask } from 'halopsa-ground';
import { HaloAuthenticationError } from '../errors/api-error.js';
import { HaloUsageError } from '../errors/usage-error.js';
import { apiKeyHeader, noteFailure } from '../failed-requests.js';
import type { HaloClientOptions } from '../options.js';
import type { Exchange } from '../pipeline/exchange.js';
import { Settled } from '../pipeline/settled.js';
import { type Grant, reveal, type Secret } from './grants.js';
import { memoryTokenStore } from './token-store.js';

/**
 * Options of a client that shows an API key with each call and asks for no token. Halo takes such keys for most of its API; a
 * `POST /Actions` with one was answered 401 (behaviour-2026-11 N14.3).
 *
 * @example
 * const halo = new HaloClient({ tenantUrl, ...apiKey(process.env.HALO_API_KEY ?? '') });
 */
export function apiKey(key: Secret): Pick<HaloClientOptions, 'clientId' | 'grant' | 'tokenStore'> {
  if (key === '') throw new HaloUsageError('the API key is empty');
  let shown = typeof key === 'string' ? key : undefined;
  const grant: Grant = {
    needsSecret: false,
    held: () => shown,
    form: () => Promise.resolve({}),
    stage: (next) => async (exchange) => {
      const sent = (secret: string): Exchange => ({
        ...exchange,
        headers: { ...exchange.headers, [apiKeyHeader]: secret },
      });
      try {
        shown = await reveal(key);
        return await next(sent(shown));
      } catch (error) {
        const told = error instanceof HaloAuthenticationError ? refusal(error) : error;
        noteFailure(told, sent(mask));
        // There is no fresh one to try it with again.
        throw told === error ? error : new Settled(told);
      }
    },
  };
  const never = Number.POSITIVE_INFINITY;
  // Asked for the scopes of the token, the client says that it does not know them.
  return {
    clientId: 'API key',
    grant,
    tokenStore: memoryTokenStore({ accessToken: '', expiresAt: never, renewAt: never }),
  };
}

function refusal(error: HaloAuthenticationError): HaloAuthenticationError {
  const nextStep =
    'Check the API key and the permissions of its agent. Some routes, such as POST /Actions, take no key: sign in as an application.';
  return new HaloAuthenticationError(error.message, error, nextStep);
}
