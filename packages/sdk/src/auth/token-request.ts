import { secretsOf } from 'halopsa-ground';
import type { Clock } from '../clock/clock.js';
import { type Fields, type FieldValue, isPlainObject } from '../codec/json-value.js';
import { HaloAPIError } from '../errors/api-error.js';
import { HaloTokenError } from '../errors/token-error.js';
import type { Handler } from '../pipeline/exchange.js';
import { reveal, type Secret } from './grants.js';
import type { TokenSet } from './token-store.js';

/** How the client proves itself to the authorisation server: in the form, or by a Basic header. */
export type ClientAuthentication = 'body' | 'basic';

/** Where tokens are asked for, and as whom. */
export interface TokenEndpoint {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  readonly clientAuthentication: ClientAuthentication;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Receives the secrets that are sent and answered. */
  readonly learned?: Set<string>;
}

const defaultLifeSeconds = 3600;
const longestLifeSeconds = 86_400;
const longestMarginMs = 60_000;
const wrongServer =
  'Check the tenant URL, or give authUrl as Halo shows it under Configuration > Integrations > API.';

/** Sends one token request and reads the tokens of its answer; rejects with HaloTokenError where it was refused. */
export async function requestTokens(
  endpoint: TokenEndpoint,
  form: Readonly<Record<string, string>>,
  send: Handler,
  clock: Clock,
): Promise<TokenSet> {
  const answer = await post(endpoint, form, send).catch((error: unknown) => {
    throw error instanceof HaloAPIError ? asTokenError(error) : error;
  });
  const {
    access_token: accessToken,
    expires_in: life,
    refresh_token: refreshToken,
    scope,
    id_token: idToken,
  } = answer;
  if (typeof accessToken !== 'string' || accessToken === '') {
    throw new HaloTokenError(
      'the authorisation server answered without an access_token',
      {},
      { nextStep: wrongServer },
    );
  }
  const text = (value: FieldValue): string | undefined =>
    typeof value === 'string' ? value : undefined;
  for (const token of [accessToken, text(refreshToken), text(idToken)])
    learn(token, endpoint.learned);
  const lifeMs = lifeSeconds(life) * 1000;
  const expiresAt = clock.now() + lifeMs;
  return {
    accessToken,
    expiresAt,
    renewAt: expiresAt - Math.min(longestMarginMs, lifeMs / 10),
    refreshToken: text(refreshToken),
    scope: text(scope),
    idToken: text(idToken),
  };
}

/** What a client that runs for weeks remembers: the tokens of the last hours. */
const mostLearned = 32;

function learn(secret: string | undefined, learned: Set<string> | undefined): void {
  if (!learned || secret === undefined) return;
  learned.delete(secret);
  learned.add(secret);
  for (const oldest of learned) if (learned.size > mostLearned) learned.delete(oldest);
}

/** `expires_in` as far as it can be true: a number above 0, and of no more than a day without another look at the server. */
function lifeSeconds(value: FieldValue): number {
  const seconds = Number(value);
  return seconds > 0 ? Math.min(seconds, longestLifeSeconds) : defaultLifeSeconds;
}

async function post(
  endpoint: TokenEndpoint,
  form: Readonly<Record<string, string>>,
  send: Handler,
): Promise<Fields> {
  const { clientId, clientSecret, clientAuthentication, tokenUrl, timeoutMs } = endpoint;
  const fields = new URLSearchParams(form);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    ...endpoint.headers,
  };
  const secret = clientSecret === undefined ? undefined : await reveal(clientSecret);
  if (clientAuthentication === 'basic' && secret !== undefined)
    headers.authorization = basic(clientId, secret);
  else {
    fields.set('client_id', clientId);
    if (secret !== undefined) fields.set('client_secret', secret);
  }
  const body = fields.toString();
  for (const one of secretsOf({ url: tokenUrl, headers: Object.entries(headers), body }))
    learn(one, endpoint.learned);
  const { value } = await send({
    operation: 'token',
    method: 'POST',
    url: tokenUrl,
    headers,
    body,
    // A second use of a spent refresh token is only refused, and of one that never arrived it saves the sign-in.
    safety: 'read',
    timeoutMs,
    signal: endpoint.signal,
    marks: { attempt: 0, uncertain: false },
  });
  return isPlainObject(value) ? value : {};
}

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
const basic = (id: string, secret: string): string =>
  `Basic ${btoa(`${formEncode(id)}:${formEncode(secret)}`)}`;
const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

function asTokenError({ status, body }: HaloAPIError): HaloTokenError {
  const error =
    typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : undefined;
  const known: Record<string, [message: string, nextStep: string]> = {
    invalid_client: [
      'refused the client id or secret',
      'Copy the client id and secret again from Configuration > Integrations > API > View Applications in Halo.',
    ],
    invalid_grant: [
      'refused the user name and password, or the sign-in has expired',
      'Check the user name and password, or sign in again.',
    ],
    invalid_scope: [
      'refused the scope',
      'Ask only for scopes that the application has in Halo; "all" asks for every one that it has.',
    ],
    unauthorized_client: [
      'does not let this application sign in that way',
      "Change the application's authentication method in Halo.",
    ],
  };
  const [message, nextStep] = (error && known[error]) || [
    'gave no token',
    status >= 500 || status === 404 ? wrongServer : 'Check the application in Halo.',
  ];
  return new HaloTokenError(
    `the authorisation server ${message} (${error ?? `status ${status}`})`,
    { status, error },
    { nextStep },
  );
}
