import { isSecretHeader, maskedValue, maskOf } from 'halopsa-ground';
import type { Grant } from '../auth/grants.js';
import type { TokenStore } from '../auth/token-store.js';

/** What a client holds that nobody else may see: its own secret or key, its tokens, and what its requests carry. */
export interface HeldSecrets {
  readonly clientSecret: unknown;
  readonly tokenStore: Pick<TokenStore, 'read'>;
  readonly learned: ReadonlySet<string>;
  readonly grant: Pick<Grant, 'held'>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Records have words such as `test` for good reason; a shorter secret is masked in what servers say, and not in records. */
const shortestInRecords = 8;
/** A shorter text is no secret. */
const shortestInWords = 4;

/** The secrets as texts. A secret that a function fetches is known once a token was asked for with it. */
export async function textsOf(
  { clientSecret, tokenStore, learned, grant, headers }: HeldSecrets,
  shortest: number = shortestInWords,
): Promise<string[]> {
  const tokens = await tokenStore.read().catch(() => undefined);
  const texts = [
    clientSecret,
    tokens?.accessToken,
    tokens?.refreshToken,
    tokens?.idToken,
    ...learned,
    grant.held?.(),
    ...Object.keys(headers).flatMap((name) => (isSecretHeader(name) ? headers[name] : [])),
  ];
  return texts.filter(
    (text): text is string => typeof text === 'string' && text.length >= shortest,
  );
}

/** What masks them in texts and values. */
export async function maskHeld(held: HeldSecrets): Promise<<Value>(value: Value) => Value> {
  const masked = maskOf(await textsOf(held, shortestInRecords), false);
  return <Value>(value: Value) => maskedValue(value, masked) as Value;
}
