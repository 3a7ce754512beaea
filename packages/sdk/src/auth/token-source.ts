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
  readonly request: (
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<TokenSet>;
}

/** A fetch of tokens and how many wait for it. */
interface Pending {
  readonly tokens: Promise<TokenSet>;
  readonly ending: AbortController;
  waiters: number;
}

/** Hands out access tokens: one fetch at a time for everybody who shares the store, renewed before expiry. */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #held: TokenSet | undefined;
  #refused: string | undefined;
  #pending: Pending | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** A token that is valid now. An abort ends the caller's wait, and the fetch where nobody else waits for it. */
  async get(signal?: AbortSignal): Promise<string> {
    return (await this.tokens(signal)).accessToken;
  }

  /** The tokens behind `get`, with the scopes that they carry. */
  async tokens(signal?: AbortSignal): Promise<TokenSet> {
    if (this.#held && this.#usable(this.#held)) return this.#held;
    this.#pending ??= this.#begin();
    const pending = this.#pending;
    pending.waiters += 1;
    try {
      return await orAbort(pending.tokens, signal);
    } finally {
      pending.waiters -= 1;
      if (pending.waiters === 0) this.#end(pending, signal?.reason);
    }
  }

  /** Ends a fetch that is under way. */
  close(reason: unknown): void {
    if (this.#pending) this.#end(this.#pending, reason);
  }

  #begin(): Pending {
    const ending = new AbortController();
    const tokens = orAbort(this.#renew(ending.signal), ending.signal);
    // All who waited for it may be gone.
    tokens.catch(() => undefined);
    return { tokens, ending, waiters: 0 };
  }

  #end(pending: Pending, reason: unknown): void {
    if (this.#pending === pending) this.#pending = undefined;
    pending.ending.abort(reason);
  }

  /** Gives up a token that the server refused, unless it was replaced meanwhile. */
  discard(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#refused = accessToken;
  }

  #usable(tokens: TokenSet): boolean {
    return tokens.accessToken !== this.#refused && this.#options.clock.now() < tokens.renewAt;
  }

  /** Within the store's lock: another client may have renewed the tokens while this one waited for its turn. */
  #renew(signal: AbortSignal): Promise<TokenSet> {
    const { store, grant, scope, request } = this.#options;
    return store.exclusively(async () => {
      const stored = await store.read();
      if (stored && this.#usable(stored)) {
        this.#held = stored;
        return stored;
      }
      const fresh = await request(await grant.form(scope, stored), signal);
      const tokens = { ...fresh, refreshToken: fresh.refreshToken ?? stored?.refreshToken };
      await store.write(tokens);
      this.#held = tokens;
      return tokens;
    });
  }
}

/** Waits for something, but no longer than until the signal. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
