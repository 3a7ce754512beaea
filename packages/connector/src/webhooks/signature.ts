import { createHmac, timingSafeEqual } from 'node:crypto';

/** How deliveries are signed: the header's name and the secret, as the webhook in Halo has them. */
export interface SignatureCheck {
  readonly header: string;
  readonly secret: string;
}

/**
 * Whether a signature is that of these bytes: base64 of HMAC-SHA256 over the body as it was sent, which is what a webhook of
 * Halo with authentication type 3 puts into its header.
 */
export function isSigned(given: string | null, bytes: Uint8Array, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(bytes).digest();
  if (given === null || !/^[A-Za-z0-9+/]{43}=$/.test(given.trim())) return false;
  return timingSafeEqual(Buffer.from(given.trim(), 'base64'), wanted);
}
