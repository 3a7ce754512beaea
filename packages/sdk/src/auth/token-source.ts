import type { Clock } from '../clock/clock.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloTokenError } from '../errors/token-error.js';
import type { Exchange, Handler } from '../pipeline/exchange.js';

/** A credential, or a function that fetches it from a vault each time it is needed. */
export type Secret = string | (() => string | Promise<string>);

/** How the client proves itself to the authorisation server: in the form, or by a Basic header. */
export type ClientAuthentication = 'body' | 'basic';

/** What a token is asked for with. */
export interface TokenOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

interface Token {
  readonly value: string;
  /** Epoch milliseconds from which it is no longer used. */
  readonly renewAt: number;
}

/** A token is renewed this long before it expires, or a tenth of its life before, whichever is shorter. */
const longestMarginMs = 60_000;
const defaultLifeSeconds = 3600;

/** Fetches access tokens by the client-credentials grant: one fetch at a time for all callers, renewed before expiry. */
export class TokenSource {
  readonly #options: TokenOptions;
  readonly #send: Handler;
  readonly #clock: Clock;
  #token: Token | undefined;
  #pending: Promise<Token> | undefined;

  constructor(options: TokenOptions, send: Handler, clock: Clock) {
    this.#options = options;
    this.#send = send;
    this.#clock = clock;
  }

  /** A token that is valid now. An abort ends the caller's wait, not the fetch that others wait for too. */
  async get(signal?: AbortSignal): Promise<string> {
    if (this.#token && this.#clock.now() < this.#token.renewAt) return this.#token.value;
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return (await orAbort(this.#pending, signal)).value;
  }

  /** Gives up a token that the server refused, unless it was replaced meanwhile. */
  discard(value: string): void {
    if (this.#token?.value === value) this.#token = undefined;
  }

  async #fetch(): Promise<Token> {
    const answer = await this.#request().catch((error: unknown) => {
      throw error instanceof HaloAPIError ? asTokenError(error) : error;
    });
    if (typeof answer.access_token !== 'string' || answer.access_token === '') {
      throw new HaloTokenError('the authorisation server answered without an access_token', {}, { nextStep: wrongServer });
    }
    const lifeMs = (Number(answer.expires_in) || defaultLifeSeconds) * 1000;
    this.#token = { value: answer.access_token, renewAt: this.#clock.now() + lifeMs - Math.min(longestMarginMs, lifeMs / 10) };
    return this.#token;
  }

  async #request(): Promise<{ access_token?: unknown; expires_in?: unknown }> {
    const { tokenUrl, clientId, scope, clientAuthentication, timeoutMs } = this.#options;
    const secret = typeof this.#options.clientSecret === 'function' ? await this.#options.clientSecret() : this.#options.clientSecret;
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const headers: Record<string, string> = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...this.#options.headers,
    };
    if (clientAuthentication === 'basic') headers.authorization = basic(clientId, secret);
    else {
      form.set('client_id', clientId);
      form.set('client_secret', secret);
    }
    const exchange: Exchange = {
      operation: 'token',
      method: 'POST',
      url: tokenUrl,
      headers,
      body: form.toString(),
      safety: 'read',
      timeoutMs,
      signal: undefined,
      marks: { attempt: 0, uncertain: false },
    };
    const { value } = await this.#send(exchange);
    return typeof value === 'object' && value !== null ? value : {};
  }
}

const wrongServer = 'Check the tenant URL, or give authUrl as Halo shows it under Configuration > Integrations > API.';

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
const basic = (id: string, secret: string): string => `Basic ${btoa(`${formEncode(id)}:${formEncode(secret)}`)}`;
const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

function asTokenError(error: HaloAPIError): HaloTokenError {
  const { status, body } = error;
  const oauth = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : undefined;
  if (oauth === 'invalid_client') {
    return new HaloTokenError(
      'the authorisation server refused the client id or secret (invalid_client)',
      { status, error: oauth },
      {
        nextStep: 'Copy the client id and secret again from Configuration > Integrations > API > View Applications in Halo.',
      },
    );
  }
  const reason = oauth ?? `status ${status}`;
  return new HaloTokenError(
    `the authorisation server gave no token (${reason})`,
    { status, error: oauth },
    {
      nextStep: status >= 500 || status === 404 ? wrongServer : 'Check the scope, and the permissions of the application in Halo.',
    },
  );
}

function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
