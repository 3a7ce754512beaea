import querystring from 'node:querystring';
import { HaloUsageError } from 'halopsa';
import type { EventHandler } from './event-queue.js';

const timeoutMs = 30_000;
const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/**
 * A handler that posts each payload to an address, with the event's key as `Idempotency-Key`. User name and password of the
 * address go as Basic authentication. Any status from 200 to 299 finishes the event; everything else, a redirection included,
 * is a failure that is tried again.
 */
export function forwardTo(address: string, fetch: typeof globalThis.fetch = globalThis.fetch): EventHandler {
  const { url, authorization } = targetOf(address);
  return async ({ key, payload }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...authorization },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${url.origin} answered ${response.status}`);
  };
}

/** The address without what it says of the sender, which `fetch` refuses in an address and would name in its error. */
function targetOf(address: string): { readonly url: URL; readonly authorization: { readonly authorization?: string } } {
  const url = addressOf(address);
  const { username, password } = url;
  if (username === '' && password === '') return { url, authorization: {} };
  url.username = '';
  url.password = '';
  const pair = Buffer.from(`${querystring.unescape(username)}:${querystring.unescape(password)}`).toString('base64');
  return { url, authorization: { authorization: `Basic ${pair}` } };
}

function addressOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))) return url;
  throw new HaloUsageError(
    `events cannot be forwarded to ${url ? url.origin : address}`,
    'Name an https address, or one of this computer. Nothing was sent.',
  );
}
