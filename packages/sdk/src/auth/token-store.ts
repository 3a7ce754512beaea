/** What the authorisation server gave, and until when it holds. */
export interface TokenSet {
  readonly accessToken: string;
  /** Epoch milliseconds at which the access token expires. */
  readonly expiresAt: number;
  /** Epoch milliseconds from which it is no longer used: a minute before it expires, or a tenth of its life, whichever is shorter. */
  readonly renewAt: number;
  /** Single use: the server replaces it with each refresh. */
  readonly refreshToken?: string | undefined;
  /** Scopes granted, where the server named them. */
  readonly scope?: string | undefined;
  readonly idToken?: string | undefined;
}

/** Where tokens are kept. `exclusively` runs one piece of work at a time, over all clients (and processes) that share the store. */
export interface TokenStore {
  read(): Promise<TokenSet | undefined>;
  write(tokens: TokenSet | undefined): Promise<void>;
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps tokens in memory; give one store to several clients to let them share a sign-in. */
export function memoryTokenStore(initial?: TokenSet): TokenStore {
  let tokens = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: () => Promise.resolve(tokens),
    write: (next) => {
      tokens = next;
      return Promise.resolve();
    },
    exclusively: (work) => {
      const turn = last.then(work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
