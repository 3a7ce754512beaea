import type { SandboxClock } from '../clock.js';
import type { HaloRecord } from '../store/port.js';

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

/** Sends a body to a webhook's address, with Basic authentication where the webhook has a user name; never rejects. */
export async function send(
  webhook: HaloRecord,
  body: string,
  { fetch, clock }: { readonly fetch: typeof globalThis.fetch; readonly clock: SandboxClock },
  signal: AbortSignal,
): Promise<Answer> {
  const start = clock.now();
  const headers: Record<string, string> = { 'content-type': String(webhook.content_type ?? 'application/json') };
  const user = webhook.basic_username;
  const secret = typeof user === 'string' && user !== '' ? basic(user, String(webhook.basic_password ?? '')) : undefined;
  const requestHeaders = secret === undefined ? headers : { ...headers, authorization: 'Basic ***' };
  const told = { requestHeaders, durationMs: 0 };
  try {
    const answer = await fetch(String(webhook.url), {
      method: 'POST',
      headers: secret === undefined ? headers : { ...headers, authorization: secret },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = (await answer.text()).slice(0, MAX_KEPT);
    const ended = { ...told, durationMs: clock.now() - start };
    return { ...ended, ok: answer.ok, status: answer.status, headers: Object.fromEntries(answer.headers), body: text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...told, durationMs: clock.now() - start, ok: false, status: 0, headers: {}, body: reason };
  }
}

const basic = (user: string, password: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
