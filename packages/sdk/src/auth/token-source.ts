import type { Clock } from '../clock/clock.js';
import type { Grant } from './grants.js';
import type { TokenSet, TokenStore } from './token-store.js';

/** What a token source works with. */
export interface TokenSourceOptions {
  readonly grant: Grant;
  readonly scope: string;
  readonly store: TokenStore;
  readonly clock: Clock;
  /** Sends the form of a token request. */
  readonly request: (form: Readonly<Record<string, string>>) => Promise<TokenSet>;
}

/** Hands out access tokens: one fetch at a time for everybody who shares the store, renewed before expiry. */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #held: TokenSet | undefined;
  #refused: string | undefined;
  #pending: Promise<TokenSet> | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** A token that is valid now. An abort ends the caller's wait, not the fetch that others wait for too. */
  async get(signal?: AbortSignal): Promise<string> {
    return (await this.tokens(signal)).accessToken;
  }

  /** The tokens behind `get`, with the scopes that they carry. */
  async tokens(signal?: AbortSignal): Promise<TokenSet> {
    if (this.#held && this.#usable(this.#held)) return this.#held;
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = undefined;
    });
    return orAbort(this.#pending, signal);
  }

  /** Gives up a token that the server refused, unless it was replaced meanwhile. */
  discard(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#refused = accessToken;
  }

  #usable(tokens: TokenSet): boolean {
    return tokens.accessToken !== this.#refused && this.#options.clock.now() < tokens.renewAt;
  }

  /** Within the store's lock: another client may have renewed the tokens while this one waited for its turn. */
  #renew(): Promise<TokenSet> {
    const { store, grant, scope, request } = this.#options;
    return store.exclusively(async () => {
      const stored = await store.read();
      if (stored && this.#usable(stored)) {
        this.#held = stored;
        return stored;
      }
      const fresh = await request(await grant.form(scope, stored));
      const tokens = { ...fresh, refreshToken: fresh.refreshToken ?? stored?.refreshToken };
      await store.write(tokens);
      this.#held = tokens;
      return tokens;
    });
  }
}

function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
