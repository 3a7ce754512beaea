import { guid, type Random } from '../random.js';

/** Who is calling: an application, with the agent and the user that it acts as. */
export interface Session {
  readonly tenant: string;
  readonly clientId: string;
  readonly applicationName: string;
  readonly agentId: number | undefined;
  readonly userId: number | undefined;
  readonly scope: string;
  /** The sandbox's time at which the access token ends, in milliseconds. */
  readonly expiresAt: number;
}

/** The tokens that were handed out. */
export class Sessions {
  readonly #access = new Map<string, Session>();
  readonly #refresh = new Map<string, Session>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Starts a session and gives its access and refresh tokens. */
  start(session: Session): { accessToken: string; refreshToken: string } {
    const accessToken = guid(this.#random).replaceAll('-', '') + guid(this.#random).replaceAll('-', '');
    const refreshToken = guid(this.#random).replaceAll('-', '');
    this.#access.set(accessToken, session);
    this.#refresh.set(refreshToken, session);
    return { accessToken, refreshToken };
  }

  /** The session of an access token that is still good. */
  find(accessToken: string, now: number): Session | undefined {
    const session = this.#access.get(accessToken);
    if (session && session.expiresAt > now) return session;
    if (session) this.#access.delete(accessToken);
    return undefined;
  }

  /** The session of a refresh token, which is used up by asking. */
  redeem(refreshToken: string): Session | undefined {
    const session = this.#refresh.get(refreshToken);
    this.#refresh.delete(refreshToken);
    return session;
  }

  /** Ends every session: all tokens answer 401 from now on. */
  clear(): void {
    this.#access.clear();
    this.#refresh.clear();
  }
}
