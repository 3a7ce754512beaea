import type { Tenant } from '../engine/tenant.js';
import { readText } from '../http/limited-body.js';
import type { Reply } from '../http/reply.js';
import { findApplication, type RegisteredApplication } from './applications.js';
import { logIn } from './log-in.js';
import { errorPage, loginPage } from './login-page.js';
import { knowsScopes } from './scopes.js';
import { type AuthorisationServer, mayAsk } from './token-endpoint.js';

interface AuthorizeRequest {
  readonly tenant: Tenant;
  readonly application: RegisteredApplication;
  readonly redirectUri: string;
  readonly parameters: URLSearchParams;
}

/** Answers `/auth/authorize`: the login page, and what becomes of its form; the code goes to the application's redirect address. */
export async function answerAuthorize(
  request: Request,
  url: URL,
  server: AuthorisationServer,
): Promise<Reply> {
  if (request.method !== 'GET' && request.method !== 'POST') return { status: 405, body: null };
  const parameters = url.searchParams;
  const tenant = server.tenantOf(parameters.get('tenant') ?? undefined);
  if (!tenant) return { status: 500, body: null };
  const application = findApplication(tenant.store, parameters.get('client_id') ?? undefined);
  const redirectUri = parameters.get('redirect_uri') ?? '';
  // Nobody is sent to an address that the application does not list.
  if (!application) return errorPage('This application is not known here.');
  if (!application.redirectUris.some((listed) => sameRedirect(listed, redirectUri)))
    return errorPage(
      `The application does not list the redirect address ${redirectUri || '(none)'}.`,
    );
  const asked: AuthorizeRequest = { tenant, application, redirectUri, parameters };
  const problem = problemWith(asked);
  if (problem) return sendBack(asked, { error: problem });
  if (request.method === 'GET') return loginPage(application.name);
  return logInByForm(new URLSearchParams(await readText(request)), asked, server);
}

function logInByForm(
  form: URLSearchParams,
  asked: AuthorizeRequest,
  server: AuthorisationServer,
): Reply {
  const { application, tenant, parameters, redirectUri } = asked;
  if (form.get('answer') === 'cancel') return sendBack(asked, { error: 'access_denied' });
  const credentials = {
    username: form.get('username') ?? '',
    password: form.get('password') ?? '',
  };
  const who = logIn(tenant.store, application, credentials);
  if (!who) return loginPage(application.name, 'The user name or password is wrong.');
  const authorization = {
    tenant: tenant.name,
    clientId: application.clientId,
    redirectUri,
    scope: parameters.get('scope') ?? 'all',
    who,
    challenge: parameters.get('code_challenge') ?? undefined,
    nonce: parameters.get('nonce') ?? undefined,
  };
  return sendBack(asked, { code: server.codes.issue(authorization, server.clock.now()) });
}

/** The OAuth error that a request for a code deserves. */
function problemWith({ application, parameters }: AuthorizeRequest): string | undefined {
  if (parameters.get('response_type') !== 'code') return 'unsupported_response_type';
  if (!application.grants.has('authorization_code')) return 'unauthorized_client';
  const challenged = parameters.get('code_challenge') !== null;
  if (
    challenged
      ? parameters.get('code_challenge_method') !== 'S256'
      : application.clientSecret === undefined
  )
    return 'invalid_request';
  const scope = parameters.get('scope') ?? 'all';
  return knowsScopes(scope) && mayAsk(application, scope) ? undefined : 'invalid_scope';
}

function sendBack(
  { redirectUri, parameters }: AuthorizeRequest,
  answer: Readonly<Record<string, string>>,
): Reply {
  const location = new URL(redirectUri);
  const state = parameters.get('state');
  for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) }))
    location.searchParams.set(name, value);
  return {
    status: 302,
    headers: { location: location.href, 'cache-control': 'no-store' },
    body: null,
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Equal addresses; on the loopback interface the port is the program's to choose (RFC 8252, 7.3). */
function sameRedirect(listed: string, sent: string): boolean {
  if (listed === sent) return true;
  if (!URL.canParse(listed) || !URL.canParse(sent)) return false;
  const [a, b] = [new URL(listed), new URL(sent)];
  if (!LOOPBACK.has(a.hostname) || a.hostname !== b.hostname) return false;
  b.port = a.port;
  return a.href === b.href;
}
