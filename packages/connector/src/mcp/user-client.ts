import { HaloClient, type HaloClientOptions, HaloTokenError, memoryTokenStore } from 'halopsa';

/** Longer than a session lasts; Halo itself says when the token has ended. */
const lifetimeMs = 24 * 3_600_000;

/** A client that acts as the person whose Halo token it was given, and that asks for no other. */
export function userClient(
  accessToken: string,
  options: Pick<HaloClientOptions, 'tenantUrl' | 'fetch' | 'authUrl' | 'tenant' | 'budget'>,
): HaloClient {
  const end = Date.now() + lifetimeMs;
  const refuse = (): Promise<never> =>
    Promise.reject(
      new HaloTokenError(
        'the token that was given has ended',
        { status: 401 },
        { nextStep: 'Sign in to Halo again.' },
      ),
    );
  return new HaloClient({
    ...options,
    clientId: 'bearer',
    grant: { needsSecret: false, form: refuse },
    tokenStore: memoryTokenStore({ accessToken, expiresAt: end, renewAt: end }),
  });
}
