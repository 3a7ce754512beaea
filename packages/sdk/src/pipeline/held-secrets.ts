import type { TokenStore } from '../auth/token-store.js';

/** What a client holds that nobody else may see: its own secret, its tokens, and what its token requests have carried. */
export interface HeldSecrets {
  readonly clientSecret: unknown;
  readonly tokenStore: Pick<TokenStore, 'read'>;
  readonly learned: ReadonlySet<string>;
}

/** Shorter ones, as people give to servers of their own, are found in every other word. */
const shortest = 8;

/** The secrets as texts. A secret that a function fetches is known once a token was asked for with it. */
export async function textsOf({
  clientSecret,
  tokenStore,
  learned,
}: HeldSecrets): Promise<string[]> {
  const tokens = await tokenStore.read().catch(() => undefined);
  const texts = [
    clientSecret,
    tokens?.accessToken,
    tokens?.refreshToken,
    tokens?.idToken,
    ...learned,
  ];
  return texts.filter(
    (text): text is string => typeof text === 'string' && text.length >= shortest,
  );
}
