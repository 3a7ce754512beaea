import type { SandboxClock } from '../clock.js';
import { json, type Reply } from '../http/reply.js';
import type { Application } from './applications.js';
import { type ClientCredentials, readClient } from './client-credentials.js';
import { idToken } from './id-token.js';
import { knowsScopes } from './scopes.js';
import type { Session, Sessions } from './sessions.js';

const LIFETIME_S = 3600;

/** What the token endpoint reads and writes. */
export interface TokenEndpoint {
  readonly applications: readonly Application[];
  readonly sessions: Sessions;
  readonly clock: SandboxClock;
  /** The tenant behind a name, or undefined where there is none. */
  readonly tenantOf: (name: string | undefined) => string | undefined;
}

/** Answers `POST /auth/token`: an access token for client credentials (body or Basic), an agent's login or a refresh token. */
export async function answerToken(request: Request, url: URL, endpoint: TokenEndpoint): Promise<Reply> {
  if (request.method !== 'POST') return { status: 405, body: null };
  const form = new URLSearchParams(await request.text());
  const tenant = endpoint.tenantOf(url.searchParams.get('tenant') ?? form.get('tenant') ?? undefined);
  // A host whose tenant does not exist answers 500 without a body.
  if (tenant === undefined) return { status: 500, body: null };
  const client = readClient(request.headers.get('authorization'), form);
  const grant = form.get('grant_type');
  if (grant === 'refresh_token') return refresh(form.get('refresh_token') ?? '', endpoint, url);
  if (grant !== 'client_credentials' && grant !== 'password') return refuse('unsupported_grant_type', 400);
  const application = findApplication(client, grant === 'client_credentials', endpoint);
  if (!application) return refuse('invalid_client', 401);
  if (grant === 'password' && !form.get('username')) return refuse('invalid_grant', 400);
  const scope = form.get('scope') ?? 'all';
  if (!knowsScopes(scope)) return refuse('invalid_scope', 400);
  return grantTo(
    {
      tenant,
      clientId: application.clientId,
      applicationName: application.name ?? application.clientId,
      agentId: application.agentId ?? 10,
      userId: application.userId,
      scope,
      expiresAt: endpoint.clock.now() + LIFETIME_S * 1000,
    },
    endpoint,
    url,
  );
}

function findApplication(client: ClientCredentials, needsSecret: boolean, endpoint: TokenEndpoint): Application | undefined {
  const application = endpoint.applications.find((candidate) => candidate.clientId === client.id);
  if (!application) return undefined;
  const secretFits = client.secret === application.clientSecret || (!needsSecret && client.secret === undefined);
  return secretFits ? application : undefined;
}

function refresh(refreshToken: string, endpoint: TokenEndpoint, url: URL): Reply | Promise<Reply> {
  const session = endpoint.sessions.redeem(refreshToken);
  if (!session) return refuse('invalid_grant', 400);
  return grantTo({ ...session, expiresAt: endpoint.clock.now() + LIFETIME_S * 1000 }, endpoint, url);
}

function grantTo(session: Session, endpoint: TokenEndpoint, url: URL): Reply {
  const { accessToken, refreshToken } = endpoint.sessions.start(session);
  return json({
    scope: session.scope,
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: LIFETIME_S,
    refresh_token: refreshToken,
    id_token: idToken(session, `${url.origin}/auth`, endpoint.clock.now()),
  });
}

const refuse = (error: string, status: number): Reply => json({ error }, status);
