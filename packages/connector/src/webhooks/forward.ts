import { HaloUsageError } from 'halopsa';
import type { EventHandler } from './event-queue.js';

const timeoutMs = 30_000;
const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/**
 * A handler that posts each payload to an address, with the event's key as `Idempotency-Key`. Any status from 200 to 299
 * finishes the event; everything else, a redirection included, is a failure that is tried again.
 */
export function forwardTo(address: string, fetch: typeof globalThis.fetch = globalThis.fetch): EventHandler {
  const url = addressOf(address);
  return async ({ key, payload }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${url.origin} answered ${response.status}`);
  };
}

function addressOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))) return url;
  throw new HaloUsageError(
    `events cannot be forwarded to ${url ? url.origin : address}`,
    'Name an https address, or one of this computer. Nothing was sent.',
  );
}
