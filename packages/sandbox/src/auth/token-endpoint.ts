import type { SandboxClock } from '../clock.js';
import type { Tenant } from '../engine/tenant.js';
import { readText } from '../http/limited-body.js';
import { json, type Reply } from '../http/reply.js';
import type { ServerRules } from '../resources/contract.js';
import { findApplication, type RegisteredApplication } from './applications.js';
import type { AuthorizationCodes } from './authorization-codes.js';
import { type ClientCredentials, readClient } from './client-credentials.js';
import { base64Url, idToken } from './id-token.js';
import { logIn } from './log-in.js';
import { rightsOf } from './rights.js';
import { coversScopes, knowsScopes, splitScopes } from './scopes.js';
import type { Session, Sessions } from './sessions.js';

const LIFETIME_S = 3600;

/** What the authorisation server reads and writes. */
export interface AuthorisationServer {
  readonly sessions: Sessions;
  readonly codes: AuthorizationCodes;
  readonly clock: SandboxClock;
  readonly rules: ServerRules;
  /** The tenant of this name, or undefined where there is none. */
  readonly tenantOf: (name: string | undefined) => Tenant | undefined;
}

/** Ends a token request with an OAuth error. */
class TokenRefusal extends Error {
  readonly status: number;

  constructor(error: string, status = 400) {
    super(error);
    this.status = status;
  }
}

/** What each error means, in the words of RFC 6749; those of the real server are not recorded. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  invalid_client: 'Client authentication failed.',
  invalid_grant: 'The credentials, code or refresh token are invalid, expired or revoked.',
  invalid_scope: 'The requested scope is invalid, unknown or exceeds what was granted.',
  unauthorized_client: 'The client is not authorised to use this grant type.',
  unsupported_grant_type: 'The grant type is not supported.',
};

interface TokenRequest {
  readonly form: URLSearchParams;
  readonly client: ClientCredentials;
  readonly tenant: Tenant;
  readonly server: AuthorisationServer;
}

/** What a grant gives: the session, and whether it may go on without a new login. */
interface Granted {
  readonly session: Session;
  readonly renewable: boolean;
  readonly nonce?: string | undefined;
}

/** Answers `POST /auth/token`: tokens for client credentials (body or Basic), a login, an authorisation code or a refresh token. */
export async function answerToken(
  request: Request,
  url: URL,
  server: AuthorisationServer,
): Promise<Reply> {
  if (request.method !== 'POST') return { status: 405, body: null };
  const form = new URLSearchParams(await readText(request));
  const tenant = server.tenantOf(url.searchParams.get('tenant') ?? form.get('tenant') ?? undefined);
  // A host whose tenant does not exist answers 500 without a body.
  if (tenant === undefined) return { status: 500, body: null };
  try {
    const grant = GRANTS.get(form.get('grant_type') ?? '');
    if (!grant) throw new TokenRefusal('unsupported_grant_type');
    const client = readClient(request.headers.get('authorization'), form);
    const granted = await grant({ form, client, tenant, server });
    const key =
      findApplication(tenant.store, granted.session.clientId)?.clientSecret ??
      granted.session.clientId;
    return await answerWith(granted, server, { issuer: `${url.origin}/auth`, key });
  } catch (error) {
    if (error instanceof TokenRefusal)
      return json(
        { error: error.message, error_description: DESCRIPTIONS[error.message] },
        error.status,
      );
    throw error;
  }
}

type Grant = (request: TokenRequest) => Granted | Promise<Granted>;

const GRANTS: ReadonlyMap<string, Grant> = new Map<string, Grant>(
  Object.entries<Grant>({
    client_credentials: (request) => {
      const { application } = identify(request, true);
      const { agentId, userId } = application;
      const session = newSession(request, application, {
        agentId: application.allowsAgents ? agentId : undefined,
        userId,
        proven: true,
      });
      return { session, renewable: true };
    },
    password: (request) => {
      const { application, proven } = identify(request, false);
      const credentials = {
        username: request.form.get('username') ?? '',
        password: request.form.get('password') ?? '',
      };
      const who = logIn(request.tenant.store, application, credentials);
      if (!who) throw new TokenRefusal('invalid_grant');
      return renewableByScope(newSession(request, application, { ...who, proven }), request);
    },
    authorization_code: redeemCode,
    refresh_token: refresh,
  }),
);

async function redeemCode(request: TokenRequest): Promise<Granted> {
  const { form, server, tenant } = request;
  const { application, proven } = identify(request, true);
  const authorization = server.codes.redeem(form.get('code') ?? '', server.clock.now());
  const fits =
    authorization?.clientId === application.clientId &&
    authorization.tenant === tenant.name &&
    authorization.redirectUri === form.get('redirect_uri') &&
    (authorization.challenge === undefined ||
      authorization.challenge === (await challengeOf(form.get('code_verifier') ?? '')));
  if (!authorization || !fits) throw new TokenRefusal('invalid_grant');
  const session = newSession(request, application, {
    ...authorization.who,
    proven,
    scope: authorization.scope,
  });
  return { ...renewableByScope(session, request), nonce: authorization.nonce };
}

async function challengeOf(verifier: string): Promise<string> {
  return base64Url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  );
}

/** A refresh token is spent by a use that is in order; the scope can be narrowed and never widened. */
function refresh(request: TokenRequest): Granted {
  const { form, client, server, tenant } = request;
  const token = form.get('refresh_token') ?? '';
  const before = server.sessions.renewable(token, server.clock.now());
  if (
    !before ||
    before.tenant !== tenant.name ||
    (client.id !== undefined && client.id !== before.clientId)
  ) {
    throw new TokenRefusal('invalid_grant');
  }
  const application = findApplication(tenant.store, before.clientId);
  if (!application) throw new TokenRefusal('invalid_client', 401);
  if (client.secret === undefined ? before.proven : client.secret !== application.clientSecret) {
    throw new TokenRefusal('invalid_client', 401);
  }
  const scope = form.get('scope') ?? before.scope;
  if (!knowsScopes(scope) || !coversScopes(splitScopes(before.scope), scope))
    throw new TokenRefusal('invalid_scope');
  server.sessions.spend(token);
  return {
    session: {
      ...before,
      scope,
      rights: rightsOf(tenant.store, before.agentId),
      expiresAt: server.clock.now() + LIFETIME_S * 1000,
    },
    renewable: true,
  };
}

/** The application that asks, with its secret checked; a secret is demanded where the application has one and the grant says so. */
function identify(
  { client, form, tenant }: TokenRequest,
  demandsSecret: boolean,
): { application: RegisteredApplication; proven: boolean } {
  const application = findApplication(tenant.store, client.id);
  if (!application) throw new TokenRefusal('invalid_client', 401);
  const isClientCredentials = form.get('grant_type') === 'client_credentials';
  const mayOmit =
    !isClientCredentials && (application.clientSecret === undefined || !demandsSecret);
  if (client.secret === undefined ? !mayOmit : client.secret !== application.clientSecret)
    throw new TokenRefusal('invalid_client', 401);
  if (!application.grants.has(form.get('grant_type') ?? ''))
    throw new TokenRefusal('unauthorized_client');
  return { application, proven: client.secret !== undefined };
}

interface Caller {
  readonly agentId: number | undefined;
  readonly userId: number | undefined;
  readonly proven: boolean;
  readonly scope?: string;
}

function newSession(
  { form, tenant, server }: TokenRequest,
  application: RegisteredApplication,
  caller: Caller,
): Session {
  const isClient = form.get('grant_type') === 'client_credentials';
  const unasked = (isClient ? server.rules.unaskedScope : undefined) ?? 'all';
  const scope = caller.scope ?? form.get('scope') ?? unasked;
  if (!knowsScopes(scope) || !mayAsk(application, scope)) throw new TokenRefusal('invalid_scope');
  return {
    tenant: tenant.name,
    clientId: application.clientId,
    applicationName: application.name,
    agentId: caller.agentId,
    userId: caller.userId,
    // `all` asks for whatever the application has.
    scope: splitScopes(scope)
      .flatMap((name) => (name === 'all' ? application.scopes : [name]))
      .join(' '),
    rights: rightsOf(tenant.store, caller.agentId),
    proven: caller.proven,
    expiresAt: server.clock.now() + LIFETIME_S * 1000,
  };
}

/** True where the application may ask for these scopes; `all` asks for those that it has. */
export const mayAsk = (application: RegisteredApplication, scope: string): boolean =>
  coversScopes(
    application.scopes,
    splitScopes(scope)
      .filter((name) => name !== 'all')
      .join(' '),
  );

function renewableByScope(session: Session, { server }: TokenRequest): Granted {
  const { mayRenew } = server.rules;
  return { session, renewable: mayRenew?.(splitScopes(session.scope)) ?? true };
}

async function answerWith(
  { session, renewable, nonce }: Granted,
  { sessions, clock }: AuthorisationServer,
  { issuer, key }: { readonly issuer: string; readonly key: string },
): Promise<Reply> {
  const { accessToken, refreshToken } = sessions.start(session, clock.now(), renewable);
  return json({
    scope: session.scope,
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: LIFETIME_S,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    id_token: await idToken(session, { issuer, now: clock.now(), nonce, key }),
  });
}
