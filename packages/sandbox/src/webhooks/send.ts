import type { SandboxClock } from '../clock.js';
import type { HaloRecord } from '../store/port.js';

/** The authentication of a webhook that signs its deliveries. */
const SIGNATURE = 3;

/** What came of one attempt. */
export interface Answer {
  readonly ok: boolean;
  /** Status of the answer; 0 where none came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The headers that were sent, without the password. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

const TIMEOUT_MS = 30_000;
const MAX_KEPT = 10_000;

/** Sends a body to a webhook's address, signed or with Basic authentication as the webhook says; never rejects. */
export async function send(
  webhook: HaloRecord,
  body: string,
  { fetch, clock }: { readonly fetch: typeof globalThis.fetch; readonly clock: SandboxClock },
  signal: AbortSignal,
): Promise<Answer> {
  const start = clock.now();
  const headers: Record<string, string> = {
    'content-type': String(webhook.content_type ?? 'application/json'),
  };
  const [header, secret] = (await proofOf(webhook, body)) ?? [];
  const requestHeaders =
    header === undefined
      ? headers
      : { ...headers, [header]: header === 'authorization' ? 'Basic ***' : '***' };
  const told = { requestHeaders, durationMs: 0 };
  try {
    const answer = await fetch(String(webhook.url), {
      method: 'POST',
      headers:
        header === undefined || secret === undefined ? headers : { ...headers, [header]: secret },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = (await answer.text()).slice(0, MAX_KEPT);
    const ended = { ...told, durationMs: clock.now() - start };
    return {
      ...ended,
      ok: answer.ok,
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: text,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...told,
      durationMs: clock.now() - start,
      ok: false,
      status: 0,
      headers: {},
      body: reason,
    };
  }
}

/** The header by which a delivery proves where it comes from, and its value. */
async function proofOf(
  webhook: HaloRecord,
  body: string,
): Promise<readonly [header: string, value: string] | undefined> {
  const secret = String(webhook.basic_password ?? '');
  if (Number(webhook.authentication_type ?? 0) === SIGNATURE) {
    return [
      String(webhook.authentication_header || 'signature').toLowerCase(),
      await signature(body, secret),
    ];
  }
  const user = webhook.basic_username;
  if (typeof user !== 'string' || user === '') return undefined;
  return ['authorization', `Basic ${base64(new TextEncoder().encode(`${user}:${secret}`))}`];
}

async function signature(body: string, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  // The platform refuses an empty key; HMAC fills keys up with zeros, so that this one is the same.
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(secret || '\0'),
    algorithm,
    false,
    ['sign'],
  );
  return base64(new Uint8Array(await crypto.subtle.sign(algorithm, key, encoder.encode(body))));
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
