import { type HaloClientOptions, HaloUsageError, passwordGrant } from 'halopsa';
import type { JsonObject, JsonValue, Member, ObjectSchema } from '../json.js';

/** Members of the payload that belong to the asset and not to the action. */
const assetKeys = [
  'url',
  'client_id',
  'client_secret',
  'scope',
  'tenant',
  'token_url',
  'oauth2_username',
  'oauth2_password',
  'verify_ssl',
  'http_proxy',
] as const;

/** How the connector reaches Halo. */
export type Asset = Partial<Record<(typeof assetKeys)[number], JsonValue>>;

/** Takes the asset out of the one flat object that the platform sends. An input of the same name wins its own place in a section. */
export function splitPayload(payload: JsonObject): { asset: Asset; input: JsonObject } {
  const isAsset = ([name]: Member): boolean => (assetKeys as readonly string[]).includes(name);
  const entries = Object.entries(payload);
  return {
    asset: Object.fromEntries(entries.filter(isAsset)),
    input: Object.fromEntries(entries.filter((entry) => !isAsset(entry))),
  };
}

/** The client that an asset describes; which method it is shows by the keys that are there, as on the platform. */
export function clientOptions(asset: Asset): HaloClientOptions {
  // A secret of digits alone may have become a number on its way here.
  const text = (name: keyof Asset): string | undefined => {
    const value = Number.isSafeInteger(asset[name]) ? String(asset[name]) : asset[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [tenantUrl, clientId] = [text('url'), text('client_id')];
  const [username, password] = [text('oauth2_username'), text('oauth2_password')];
  if (tenantUrl === undefined) throw missing('url');
  if (clientId === undefined) throw missing('client_id');
  const byPassword = username !== undefined && password !== undefined;
  if (!byPassword && text('client_secret') === undefined)
    throw missing('client_secret, or oauth2_username and oauth2_password');
  return {
    tenantUrl,
    clientId,
    clientSecret: text('client_secret'),
    scope: text('scope'),
    tenant: text('tenant'),
    // People enter the whole address of the token endpoint; the client wants its folder.
    authUrl: text('token_url')?.replace(/\/token\/?$/i, ''),
    ...(byPassword ? { grant: passwordGrant({ username, password }) } : {}),
  };
}

const missing = (what: string): HaloUsageError =>
  new HaloUsageError(`the asset has no ${what}`, 'Fill it in in the asset; nothing was sent.');

/** Whether certificates are checked; default: yes. */
export const verifiesCertificates = (asset: Asset): boolean =>
  !/^(false|0|no)$/i.test(String(asset.verify_ssl ?? true));

/** The proxy of an asset, where it has one. */
export function proxyOf({ http_proxy: proxy }: Asset): string | undefined {
  if (typeof proxy !== 'string' || proxy === '') return undefined;
  // The address may carry a password, so it is not repeated.
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    throw new HaloUsageError(
      "the asset's http_proxy is not the address of a proxy",
      'Write it as http://proxy:3128; nothing was sent.',
    );
  }
  return proxy;
}

const shared = {
  url: {
    type: 'string',
    title: 'URL',
    description: 'Address of your Halo, for example https://company.halopsa.com',
    format: 'uri',
  },
  client_id: {
    type: 'string',
    title: 'Client ID',
    description: 'Client ID of the API application in Halo',
  },
  scope: {
    type: 'string',
    title: 'Scopes',
    description: 'Scopes with spaces between them; default: all',
  },
  tenant: {
    type: 'string',
    title: 'Tenant',
    description: 'Name of the tenant, where the host serves several',
  },
  token_url: {
    type: 'string',
    title: 'Token URL',
    description: 'Address of the token endpoint, where it is not /auth/token on the same host',
    format: 'uri',
  },
  verify_ssl: {
    type: 'boolean',
    title: 'Verify SSL Certificates',
    description: 'Whether the certificate of the host is checked',
  },
  http_proxy: {
    type: 'string',
    title: 'HTTP(s) Proxy',
    description: 'Address of a proxy, for example http://proxy:3128',
  },
} as const;
const { url, client_id, ...optional } = shared;

/** An asset schema of the platform: what its form asks for. */
export interface AssetSchema {
  readonly name: 'oauth2_client_credentials' | 'oauth2_password';
  readonly title: string;
  readonly description: string;
  readonly inputs: ObjectSchema;
}

/** The two ways to sign in. The password's keys carry `oauth2_`, since a bare username means basic authentication there. */
export const assetSchemas: readonly [AssetSchema, ...AssetSchema[]] = [
  {
    name: 'oauth2_client_credentials',
    title: 'OAuth 2.0 Client Credentials',
    description:
      'The API application signs in as itself, as the agent that it is set to log in as.',
    inputs: {
      type: 'object',
      properties: {
        url,
        client_id,
        client_secret: {
          type: 'string',
          title: 'Client Secret',
          description: 'Secret of the API application',
          format: 'password',
        },
        ...optional,
      },
      required: ['url', 'client_id', 'client_secret'],
    },
  },
  {
    name: 'oauth2_password',
    title: 'OAuth 2.0 Password Credentials',
    description:
      'An agent signs in with name and password through an API application, which needs no secret for that.',
    inputs: {
      type: 'object',
      properties: {
        url,
        oauth2_username: {
          type: 'string',
          title: 'HaloPSA Username',
          description: 'User name of an agent',
        },
        oauth2_password: {
          type: 'string',
          title: 'HaloPSA Password',
          description: 'Password of that agent',
          format: 'password',
        },
        client_id,
        ...optional,
      },
      required: ['url', 'oauth2_username', 'oauth2_password', 'client_id'],
    },
  },
];
