import { HaloTokenError } from '../errors/token-error.js';
import { type Grant, refreshTokenGrant } from './grants.js';

/** Proof that whoever redeems a code is whoever asked for it (RFC 7636, S256). */
export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/(?<!=)=+$/, '');

/** A text of 256 random bits. */
export const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** Makes a fresh verifier and its challenge. */
export async function createPkce(): Promise<Pkce> {
  const verifier = randomText();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

/** What a sign-in page is asked for with. */
export interface AuthorizeRequest {
  /** Authorisation endpoint, for example `https://company.halopsa.com/auth/authorize`. */
  readonly authorizeUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly challenge: string;
  readonly tenant?: string | undefined;
}

/** The address of the sign-in page. */
export function signInUrl({
  authorizeUrl,
  clientId,
  redirectUri,
  scope,
  state,
  challenge,
  tenant,
}: AuthorizeRequest): string {
  const url = new URL(authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries({ ...parameters, ...(tenant && { tenant }) }))
    url.searchParams.set(name, value);
  return url.href;
}

/** Redeems the code of a sign-in once; from then on the refresh token in the store is used. */
export const authorizationCodeGrant = (redemption: {
  code: string;
  verifier: string;
  redirectUri: string;
}): Grant => {
  let redeemed = false;
  return {
    needsSecret: false,
    form: (scope, held) => {
      if (held?.refreshToken) return refreshTokenGrant.form(scope, held);
      if (redeemed)
        return Promise.reject(
          new HaloTokenError(
            'the sign-in has ended',
            {},
            { nextStep: 'Sign in again, with the scope offline_access to stay signed in.' },
          ),
        );
      redeemed = true;
      const { code, verifier, redirectUri } = redemption;
      return Promise.resolve({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        scope,
      });
    },
  };
};
