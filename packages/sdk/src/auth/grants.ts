import { HaloTokenError } from '../errors/token-error.js';
import type { Middleware } from '../pipeline/exchange.js';
import type { TokenSet } from './token-store.js';

/** A credential, or a function that fetches it from a vault each time it is needed. */
export type Secret = string | (() => string | Promise<string>);

/** How tokens are obtained: gives the form of the next token request, client authentication aside. */
export interface Grant {
  /** `held` are the tokens kept from before, whether or not they still hold. */
  form(scope: string, held: TokenSet | undefined): Promise<Readonly<Record<string, string>>>;
  /** True where the grant needs the client's secret. */
  readonly needsSecret: boolean;
  /** The stage that proves who calls, in place of the one that asks for a token. */
  readonly stage?: Middleware | undefined;
  /** What the stage shows in place of a token, as far as it is known. */
  readonly held?: (() => string | undefined) | undefined;
}

/** The value of a credential. */
export const reveal = async (secret: Secret): Promise<string> =>
  typeof secret === 'function' ? await secret() : secret;

/** The application signs in as itself, with its id and secret. */
export const clientCredentials: Grant = {
  needsSecret: true,
  form: (scope) => Promise.resolve({ grant_type: 'client_credentials', scope }),
};

/** An agent signs in with user name and password; the application needs no secret for it. */
export const passwordGrant = (credentials: { username: Secret; password: Secret }): Grant => ({
  needsSecret: false,
  form: async (scope) => ({
    grant_type: 'password',
    username: await reveal(credentials.username),
    password: await reveal(credentials.password),
    scope,
  }),
});

/** Goes on from a sign-in in the browser, whose tokens stand in the client's token store. */
export const refreshTokenGrant: Grant = {
  needsSecret: false,
  form: (_, held) => {
    if (held?.refreshToken)
      return Promise.resolve({ grant_type: 'refresh_token', refresh_token: held.refreshToken });
    return Promise.reject(
      new HaloTokenError('nobody is signed in', {}, { nextStep: 'Sign in again.' }),
    );
  },
};
