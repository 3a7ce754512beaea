import { json, type Reply } from '../http/reply.js';

/** The OpenID discovery document; its issuer is the authorisation server's own address. */
export function answerDiscovery(origin: string): Reply {
  const issuer = `${origin}/auth`;
  return json({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: [
      'client_credentials',
      'password',
      'authorization_code',
      'refresh_token',
    ],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['HS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: ['openid', 'offline_access', 'all'],
    jwks_uri: `${issuer}/.well-known/jwks`,
  });
}

/** The keys that identity tokens are checked with: none, since each client's own secret signs its tokens. */
export const answerKeys = (): Reply => json({ keys: [] });

/** The anonymous answer of `/api/AuthInfo`: where the authorisation server is, and the tenant's name. */
export const answerAuthInfo = (origin: string, tenant: string): Reply =>
  json({ auth_url: `${origin}/auth`, tenant_id: tenant });

/** The anonymous answer of `/api/InstanceInfo`. */
export const answerInstanceInfo = (origin: string, tenant: string): Reply =>
  json({
    dbid: 1,
    app_name: 'Halo PSA',
    app_version: '2.236.133',
    database_version: 2236,
    tenant_id: tenant,
    auth_url: `${origin}/auth`,
    agent_url: origin,
    portal_url: `${origin}/portal`,
    agent_count: 0,
    licensed_agent_count: 0,
    online_agent_count: 0,
  });
