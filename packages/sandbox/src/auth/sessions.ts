import { guid, type Random } from '../random.js';
import type { Collection, Store } from '../store/port.js';

/** Who is calling: an application, with the agent and the user that it acts as. A type, since it is kept as a record. */
export type Session = {
  readonly tenant: string;
  readonly clientId: string;
  readonly applicationName: string;
  readonly agentId: number | undefined;
  readonly userId: number | undefined;
  readonly scope: string;
  /** What the agent's roles allow, as they were when the token was made; undefined where nothing narrows them. */
  readonly rights: readonly string[] | undefined;
  /** True where the application showed its secret, and so has to show it again. */
  readonly proven: boolean;
  /** True where no token was asked for: the call shows the application's key. */
  readonly byKey?: boolean;
  /** The sandbox's time at which the access token ends, in milliseconds. */
  readonly expiresAt: number;
};

/** Tokens of one session; the refresh token only where the session is to go on. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

const REFRESH_LIFETIME_MS = 30 * 86_400_000;

/** Where the tokens that were handed out are kept. */
const ACCESS = 'tokens:access';
const REFRESH = 'tokens:refresh';

/** The tokens that were handed out, as records of a store, so that they last as long as it does. */
export class Sessions {
  readonly #access: Collection;
  readonly #refresh: Collection;
  readonly #random: Random;

  constructor(random: Random, store: Store) {
    this.#random = random;
    this.#access = store.collection(ACCESS);
    this.#refresh = store.collection(REFRESH);
  }

  /** Starts a session and returns its tokens. */
  start(session: Session, now: number, renewable: boolean): IssuedTokens {
    const accessToken = this.#text() + this.#text();
    this.#access.put(accessToken, { ...session });
    if (!renewable) return { accessToken, refreshToken: undefined };
    const refreshToken = this.#text();
    this.#refresh.put(refreshToken, { session, until: now + REFRESH_LIFETIME_MS });
    return { accessToken, refreshToken };
  }

  #text(): string {
    return guid(this.#random).replaceAll('-', '');
  }

  /** The session of an access token that is still good. */
  find(accessToken: string, now: number): Session | undefined {
    const session = this.#access.get(accessToken) as Session | undefined;
    if (session && session.expiresAt > now) return session;
    if (session) this.#access.remove(accessToken);
    return undefined;
  }

  /** The session of a refresh token that is still good; the token stays so until it is spent. */
  renewable(refreshToken: string, now: number): Session | undefined {
    const found = this.#refresh.get(refreshToken);
    return found && Number(found.until) > now ? (found.session as Session) : undefined;
  }

  /** Uses a refresh token up. */
  spend(refreshToken: string): void {
    this.#refresh.remove(refreshToken);
  }

  /** Ends the access tokens alone, as time does first. */
  expire(): void {
    for (const [token] of [...this.#access.entries()]) this.#access.remove(token);
  }

  /** Ends every token of the sessions that fit; all of them where no test is given. */
  revoke(fits: (session: Session) => boolean = () => true): void {
    for (const [token, session] of [...this.#access.entries()])
      if (fits(session as Session)) this.#access.remove(token);
    for (const [token, { session }] of [...this.#refresh.entries()])
      if (fits(session as Session)) this.#refresh.remove(token);
  }
}
