import querystring from 'node:querystring';
import { HaloUsageError } from 'halopsa';
import type { EventHandler } from './event-queue.js';

const timeoutMs = 30_000;
/** How long work on an event may go on after the queue has stopped: cut off, the event would be handed over again. */
const graceMs = 5_000;
const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/**
 * A handler that posts each event to an address, with its key as `Idempotency-Key`: the bytes that Halo sent with their
 * content type, the payload as JSON where it was made here. An address without a scheme is https, or http on this computer. User name and password of the
 * address go as Basic authentication. Any status from 200 to 299 finishes the event; everything else, a redirection included,
 * is a failure that is tried again.
 */
export function forwardTo(
  address: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): EventHandler {
  const { url, authorization } = targetOf(address);
  return async (event, { signal: stopping }) => {
    const { key, original } = event;
    using patience = patienceUntil(stopping);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': original?.contentType ?? 'application/json',
        'idempotency-key': key,
        ...authorization,
      },
      body: original ? Uint8Array.from(original.bytes) : JSON.stringify(event.payload),
      redirect: 'manual',
      signal: patience.signal,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${url.origin} answered ${response.status}`);
  };
}

/** Aborts after the time that an answer may take, and soon after the queue has been stopped. */
function patienceUntil(stopping: AbortSignal): { readonly signal: AbortSignal } & Disposable {
  const ending = new AbortController();
  const end = (): void => ending.abort(new Error('the forwarding was stopped'));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer = setTimeout(end, graceMs);
  };
  if (stopping.aborted) soon();
  else stopping.addEventListener('abort', soon, { once: true });
  return {
    signal: AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMs)]),
    [Symbol.dispose]: () => {
      stopping.removeEventListener('abort', soon);
      clearTimeout(timer);
    },
  };
}

/** The address without what it says of the sender, which `fetch` refuses in an address and would name in its error. */
function targetOf(address: string): {
  readonly url: URL;
  readonly authorization: { readonly authorization?: string };
} {
  const url = addressOf(address);
  const { username, password } = url;
  if (username === '' && password === '') return { url, authorization: {} };
  url.username = '';
  url.password = '';
  const pair = Buffer.from(
    `${querystring.unescape(username)}:${querystring.unescape(password)}`,
  ).toString('base64');
  return { url, authorization: { authorization: `Basic ${pair}` } };
}

function addressOf(address: string): URL {
  const whole = withScheme(address);
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname)))
    return url;
  throw new HaloUsageError(
    `events cannot be forwarded to ${url?.host ? `${url.protocol}//${url.host}` : address}`,
    'Name an https address, or one of this computer. Nothing was sent.',
  );
}

/** `localhost:3000/hook` and `hooks.example.com/halo` are addresses too; one word alone is more likely a mistake. */
function withScheme(address: string): string {
  const host =
    /^(\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)*)(?=[:/?#]|$)(?::\d{1,5}(?=[/?#]|$))?(?!:)/i.exec(
      address,
    )?.[1];
  if (host === undefined || address.includes('://')) return address;
  if (loopback.test(host.toLowerCase())) return `http://${address}`;
  return host.includes('.') ? `https://${address}` : address;
}
