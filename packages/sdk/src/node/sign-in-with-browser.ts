import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTimer } from 'halopsa-ground';
import {
  authorizationCodeGrant,
  createPkce,
  randomText,
  signInUrl,
} from '../auth/authorization-code.js';
import { discoverTenant } from '../auth/discover.js';
import type { Secret } from '../auth/grants.js';
import { requestTokens } from '../auth/token-request.js';
import { tokenSender } from '../auth/token-sender.js';
import type { TokenSet, TokenStore } from '../auth/token-store.js';
import { systemClock } from '../clock/clock.js';
import { HaloTokenError } from '../errors/token-error.js';

/** How an agent signs in through the browser. */
export interface BrowserSignIn {
  tenantUrl: string;
  clientId: string;
  clientSecret?: Secret | undefined;
  /** Default: `all offline_access`; without offline_access the sign-in ends with its first token. */
  scope?: string | undefined;
  tenant?: string | undefined;
  /** Port of the redirect address `http://127.0.0.1:PORT/callback`, which the application in Halo must list; any free one if 0. */
  port?: number | undefined;
  /** Where the tokens are kept afterwards. */
  store: TokenStore;
  /** Shows the sign-in page: opens the browser, or prints the address. */
  open: (url: string) => void | Promise<void>;
  /** Milliseconds that the person may take; default: five minutes. */
  patienceMs?: number | undefined;
  fetch?: typeof fetch | undefined;
  signal?: AbortSignal | undefined;
}

const page = (text: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Halo</title><p>${text}</p>`;

/** Signs an agent in by authorization code and PKCE with a callback server on this machine, and keeps the tokens in the store. */
export async function signInWithBrowser(options: BrowserSignIn): Promise<TokenSet> {
  const {
    tenantUrl,
    clientId,
    clientSecret,
    scope = 'all offline_access',
    store,
    fetch = globalThis.fetch,
  } = options;
  const found = await discoverTenant(tenantUrl, { fetch, tenant: options.tenant });
  const { verifier, challenge } = await createPkce();
  const state = randomText();
  const server = createServer();
  const redirectUri = await listen(server, options.port ?? 0);
  try {
    const answer = waitForCode(server, {
      state,
      redirectUri,
      patienceMs: options.patienceMs ?? 300_000,
      signal: options.signal,
    });
    answer.catch(() => undefined);
    await options.open(
      signInUrl({
        authorizeUrl: found.authorizeUrl,
        clientId,
        redirectUri,
        scope,
        state,
        challenge,
        tenant: found.tenant,
      }),
    );
    const form = await authorizationCodeGrant({ code: await answer, verifier, redirectUri }).form(
      scope,
      undefined,
    );
    const endpoint = {
      tokenUrl: found.tokenUrl,
      clientId,
      clientSecret,
      clientAuthentication: 'body',
      headers: {},
      timeoutMs: 60_000,
    } as const;
    const tokens = await requestTokens(
      endpoint,
      form,
      tokenSender({ fetch, clock: systemClock, maxRetries: 0 }),
      systemClock,
    );
    await store.exclusively(() => store.write(tokens));
    return tokens;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`),
    );
  });
}

interface Expected {
  readonly state: string;
  readonly redirectUri: string;
  readonly patienceMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The code that the sign-in page sends back. Whatever does not carry our state is somebody else's, and is ignored. */
function waitForCode(
  server: Server,
  { state, redirectUri, patienceMs, signal }: Expected,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = (): void =>
      reject(
        new HaloTokenError(
          'nobody signed in in time',
          {},
          { nextStep: 'Start the sign-in again.' },
        ),
      );
    const stop = startTimer(patienceMs, late);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    server.on('close', () => stop());
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const url = new URL(request.url ?? '/', redirectUri);
      const isOurs =
        request.headers.host === url.host &&
        url.pathname === '/callback' &&
        url.searchParams.get('state') === state;
      if (!isOurs) return answerWith(response, 404, 'Nothing here.');
      const code = url.searchParams.get('code');
      if (code) {
        answerWith(response, 200, 'You are signed in. You can close this window.');
        return resolve(code);
      }
      answerWith(response, 200, 'The sign-in was refused. You can close this window.');
      const error = url.searchParams.get('error') ?? 'unknown';
      reject(
        new HaloTokenError(
          `the sign-in was refused (${error})`,
          { error },
          { nextStep: 'Sign in again, or ask for other scopes.' },
        ),
      );
    });
  });
}

/** Shows a sentence in the browser. */
function answerWith(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(page(sentence));
}
