import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds that a plan holds. */
const lifetimeMs = 5 * 60_000;

/** A token of ours has far fewer. */
const mostCharacters = 200;

/** Why a token was not taken. */
export type Refusal = 'unknown' | 'expired' | 'used' | 'other payload';

/** What a token is bound to: the session, the action, and exactly this input. */
export interface PlannedCall {
  readonly session: string;
  readonly action: string;
  /** The digest of the input. */
  readonly digest: string;
}

/** Tokens that approve one write each, of exactly the payload that was previewed, once, for five minutes. */
export class PlanTokens {
  readonly #key: Buffer = randomBytes(32);
  readonly #used = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A token for a call, with the time at which it ends. */
  issue(call: PlannedCall): { token: string; expiresAt: string } {
    const ends = this.#now() + lifetimeMs;
    const nonce = randomBytes(12).toString('base64url');
    const head = `${nonce}.${ends.toString(36)}`;
    return { token: `${head}.${this.#sign(head, call)}`, expiresAt: new Date(ends).toISOString() };
  }

  /** Takes a token for a call; it counts as used from here on, whatever becomes of the call. */
  redeem(token: string, call: PlannedCall): Refusal | undefined {
    if (token.length > mostCharacters) return 'unknown';
    const [nonce = '', ends = '', signature = ''] = token.split('.');
    const expected = Buffer.from(this.#sign(`${nonce}.${ends}`, call));
    const given = Buffer.from(signature);
    if (this.#used.has(nonce)) return 'used';
    if (given.length !== expected.length) return 'unknown';
    if (!timingSafeEqual(given, expected)) return 'other payload';
    if (Number.parseInt(ends, 36) <= this.#now()) return 'expired';
    this.#forgetOld();
    this.#used.set(nonce, Number.parseInt(ends, 36));
    return undefined;
  }

  #sign(head: string, { session, action, digest }: PlannedCall): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([head, session, action, digest]))
      .digest('base64url');
  }

  #forgetOld(): void {
    for (const [nonce, ends] of this.#used) if (ends <= this.#now()) this.#used.delete(nonce);
  }
}
