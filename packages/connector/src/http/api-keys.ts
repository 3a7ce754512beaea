import { createHash, timingSafeEqual } from 'node:crypto';

/** A key's digest, which is all of it that is kept. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Finds the holder of a key. Every digest is compared, each in constant time, so that no answer comes sooner for a key that is nearly right. */
export function findKey<Holder extends { readonly hash: string }>(
  key: string,
  holders: readonly Holder[],
): Holder | undefined {
  const given = Buffer.from(hashKey(key), 'hex');
  let found: Holder | undefined;
  for (const holder of holders) {
    const known = Buffer.from(holder.hash, 'hex');
    if (known.length === given.length && timingSafeEqual(known, given)) found = holder;
  }
  return found;
}

/** The key that a request carries as a bearer, or undefined. */
export const bearerOf = (request: Request): string | undefined =>
  /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(request.headers.get('authorization') ?? '')?.[1];
