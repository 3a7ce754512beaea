import { createRandom, guid } from '../random.js';
import type { HaloRecord, HaloValue, Store } from '../store/port.js';

/** A way to obtain tokens. */
export type GrantName = 'client_credentials' | 'password' | 'authorization_code' | 'refresh_token';

/** An API application of a tenant. */
export interface Application {
  readonly clientId: string;
  /** None for an application that cannot keep a secret. */
  readonly clientSecret?: string;
  readonly name?: string;
  /** A key that opens the API in the header `X-Halo-Api-Key`, without a token. None without one. */
  readonly apiKey?: string;
  /** The agent it logs in as by client credentials, default 10. */
  readonly agentId?: number;
  /** The user it is linked to; without one, `/Users/me` answers 404 as for most applications. */
  readonly userId?: number;
  /** Who may log in through it, default agents; client credentials of an application for users get 403 on data calls. */
  readonly loginType?: 'agent' | 'user';
  /** Default: all. */
  readonly grants?: readonly GrantName[];
  /** Scopes that it may ask for, default `all`. */
  readonly scopes?: readonly string[];
  /** Where the login page may send a code, default `http://127.0.0.1/callback`; on the loopback interface every port counts. */
  readonly redirectUris?: readonly string[];
}

/** `sandbox` is linked to an agent and a user, `sandbox-agent` to an agent only, `sandbox-web` has no secret. */
export const defaultApplications: readonly Application[] = [
  { clientId: 'sandbox', clientSecret: 'sandbox', name: 'Sandbox', agentId: 10, userId: 1 },
  { clientId: 'sandbox-agent', clientSecret: 'sandbox', name: 'Sandbox (agent only)', agentId: 10 },
  {
    clientId: 'sandbox-web',
    name: 'Sandbox (no secret)',
    grants: ['authorization_code', 'password', 'refresh_token'],
  },
  {
    clientId: 'sandbox-portal',
    name: 'Sandbox (users)',
    grants: ['authorization_code', 'password', 'refresh_token'],
    loginType: 'user',
  },
];

const ALL_GRANTS: readonly GrantName[] = [
  'client_credentials',
  'password',
  'authorization_code',
  'refresh_token',
];
const LOOPBACK_CALLBACK = 'http://127.0.0.1/callback';
const DEFAULT_AGENT = 10;

/** The record of the application resource that an application is kept as. */
export function applicationRecord(application: Application): HaloRecord {
  const {
    clientId,
    clientSecret,
    name = clientId,
    grants = ALL_GRANTS,
    loginType = 'agent',
  } = application;
  return {
    id: guid(createRandom(`application ${clientId}`)),
    clientId,
    ...(clientSecret === undefined ? { type: 'public' } : { clientSecret, type: 'confidential' }),
    displayName: name,
    grant_type: grants.join(' '),
    allowagents: loginType === 'agent',
    allowusers: loginType === 'user',
    ...(loginType === 'agent' && { loginas_agent_id: application.agentId ?? DEFAULT_AGENT }),
    ...(application.userId !== undefined && { loginas_user_id: application.userId }),
    redirecturi_list: (application.redirectUris ?? [LOOPBACK_CALLBACK]).map((value) => ({ value })),
    scopes: (application.scopes ?? ['all']).map((scope, index) => ({ id: index + 1, name: scope })),
    inactive: false,
  };
}

/** An application as the authorisation server reads it. */
export interface RegisteredApplication {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly name: string;
  readonly agentId: number | undefined;
  readonly userId: number | undefined;
  readonly allowsUsers: boolean;
  readonly allowsAgents: boolean;
  readonly grants: ReadonlySet<string>;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
}

/** The application with this client id in a tenant's store; undefined where there is none or it is inactive. */
export function findApplication(
  store: Store,
  clientId: string | undefined,
): RegisteredApplication | undefined {
  if (clientId === undefined) return undefined;
  const [record] = store.collection('applications').matching('clientId', clientId);
  return record === undefined || record.inactive === true
    ? undefined
    : readApplication(record, clientId);
}

function readApplication(record: HaloRecord, clientId: string): RegisteredApplication {
  const grants = text(record.grant_type)?.split(/[\s,]+/) ?? [];
  const single = text(record.redirecturi);
  return {
    clientId,
    clientSecret: text(record.clientSecret),
    name: text(record.displayName) ?? clientId,
    agentId: record.loginas_agent_id === undefined ? undefined : Number(record.loginas_agent_id),
    userId: record.loginas_user_id === undefined ? undefined : Number(record.loginas_user_id),
    allowsUsers: record.allowusers === true,
    allowsAgents: record.allowagents !== false,
    // An application that may log in may also renew: renewing is not a method of its own in Halo.
    grants: new Set([...(grants.length > 0 ? grants : ALL_GRANTS), 'refresh_token']),
    scopes: memberTexts(record.scopes, 'name'),
    redirectUris: [
      ...memberTexts(record.redirecturi_list, 'value'),
      ...(single === undefined ? [] : [single]),
    ],
  };
}

const text = (value: HaloValue): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const memberTexts = (list: HaloValue, name: string): string[] =>
  Array.isArray(list)
    ? list.flatMap((member: HaloRecord | null) => text(member?.[name]) ?? [])
    : [];
