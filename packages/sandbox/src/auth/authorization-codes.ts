import { guid, type Random } from '../random.js';
import type { Collection, Store } from '../store/port.js';
import type { LoggedIn } from './log-in.js';

/** What a code means: who logged in, for which application, and who may redeem it. */
export interface Authorization {
  readonly tenant: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly who: LoggedIn;
  /** The S256 challenge; undefined where the application sent none. */
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
}

const LIFETIME_MS = 5 * 60_000;

/** Where the codes are kept that wait to be redeemed. */
const CODES = 'tokens:codes';

/** The codes that the login page has sent out. */
export class AuthorizationCodes {
  readonly #codes: Collection;
  readonly #random: Random;

  constructor(random: Random, store: Store) {
    this.#random = random;
    this.#codes = store.collection(CODES);
  }

  issue(authorization: Authorization, now: number): string {
    const code = guid(this.#random).replaceAll('-', '');
    this.#codes.put(code, { ...authorization, until: now + LIFETIME_MS });
    return code;
  }

  /** What a code means, once and for five minutes. */
  redeem(code: string, now: number): Authorization | undefined {
    const found = this.#codes.get(code) as (Authorization & { readonly until: number }) | undefined;
    this.#codes.remove(code);
    return found && found.until > now ? found : undefined;
  }

  clear(): void {
    for (const [code] of [...this.#codes.entries()]) this.#codes.remove(code);
  }
}
