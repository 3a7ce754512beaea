import { defaultFileStores, type FileStores } from './attachments/file-stores.js';
import { clientCredentials, type Grant, type Secret } from './auth/grants.js';
import { type Scopes, scopeText } from './auth/scopes.js';
import type { ClientAuthentication } from './auth/token-request.js';
import { memoryTokenStore, type TokenStore } from './auth/token-store.js';
import type { BudgetLimit, Lane, RequestBudget } from './budget/request-budget.js';
import { type Clock, systemClock } from './clock/clock.js';
import { validateAnswers } from './drift/validate-answers.js';
import { HaloUsageError } from './errors/usage-error.js';
import type { NameStore } from './names/name-store.js';
import type { Middleware } from './pipeline/exchange.js';
import type { ClientEvents, Logger } from './pipeline/telemetry.js';
import { type TenantUrls, tenantUrls } from './tenant-urls.js';

/** How a client reaches its tenant; only the first three are needed. */
export interface HaloClientOptions extends ClientEvents {
  /** Address of your Halo, for example `https://company.halopsa.com`; with or without `/api`, and below a path on premise. */
  tenantUrl: string;
  /** Client id of the application made in Halo under Configuration > Integrations > API. */
  clientId: string;
  /** Its secret, or a function that fetches it from a vault; applications of grants other than client credentials may have none. */
  clientSecret?: Secret | undefined;
  /** How tokens are obtained; default: client credentials. */
  grant?: Grant | undefined;
  /** Where tokens are kept; default: in memory. */
  tokenStore?: TokenStore | undefined;
  /** Scopes, as a list or with spaces between them; default: `all`. */
  scope?: Scopes | undefined;
  /** Tenant name, for shared hosts that need it on the token request. */
  tenant?: string | undefined;
  /** Authorisation server, where it is not `/auth` on the same host. */
  authUrl?: string | undefined;
  /** Whether the secret travels in the form or in a Basic header of the token request. */
  clientAuthentication?: ClientAuthentication | undefined;
  /** Headers for every request, the token's included; Halo issues some customers one that lifts throttling. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds for one attempt; default: 60,000. */
  timeoutMs?: number | undefined;
  /** Bytes of an answer, unpacked, that are read at most; 128 MiB by default. Downloads have a limit of their own. */
  maxAnswerBytes?: number | undefined;
  /** Attempts after the first, where repeating is safe; default: 5. */
  maxRetries?: number | undefined;
  /** Milliseconds that one wait may take, for the budget or because Halo asks for it; a longer one is an error. 600,000 by default. */
  maxWait?: number | undefined;
  /** Requests allowed in a rolling window, default: 500 in 300,000 ms; or a budget of your own, which processes may share. */
  budget?: BudgetLimit | RequestBudget | undefined;
  /** Who is served first when the budget is short: a job gives its calls the lane `bulk`. */
  lane?: Lane | undefined;
  /** Pages of a list read ahead in parallel; default: 4. */
  concurrency?: number | undefined;
  /** Sends the requests in place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /**
   * Hosts of file stores that records may name besides `defaultFileStores`, for example `files.company.com` or `*.blob.core.windows.net`;
   * `*` stands for one or more labels. The tenant's own origin is always allowed, and everything else is refused.
   */
  fileStores?: readonly string[] | undefined;
  /** Fetches from file stores in place of `fetch`; in Node, where neither is given, one that connects to public addresses alone. */
  storeFetch?: typeof fetch | undefined;
  /** Where names that were looked up are kept for other processes; default: in memory alone. */
  nameStore?: NameStore | undefined;
  logger?: Logger | undefined;
  /** Stages around every call, outermost first: a cache, a circuit breaker, one of your own. */
  middleware?: readonly Middleware[] | undefined;
  /** Compares answers with the catalogue and tells the logger (`warn`) of what differs, or throws; default: `silent`. */
  validate?: 'silent' | 'warn' | 'throw' | undefined;
  /** Tells the time in place of the computer's clock. */
  clock?: Clock | undefined;
}

/** Options with every default filled in. */
export interface ResolvedOptions extends TenantUrls, ClientEvents {
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  readonly grant: Grant;
  readonly tokenStore: TokenStore;
  readonly scope: string;
  readonly clientAuthentication: ClientAuthentication;
  /** Secrets that token requests have carried. */
  readonly learned: Set<string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number | undefined;
  readonly maxRetries: number;
  readonly maxWait: number;
  readonly budget: BudgetLimit | RequestBudget;
  readonly lane: Lane | undefined;
  readonly concurrency: number;
  readonly fetch: typeof fetch;
  readonly fileStores: () => FileStores;
  readonly nameStore?: NameStore | undefined;
  readonly logger: Logger | undefined;
  readonly middleware: readonly Middleware[];
  readonly clock: Clock;
}

const defaultBudget: BudgetLimit = { requests: 500, windowMs: 300_000 };

/** Refuses options that cannot work. */
function demandOptions(options: HaloClientOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new HaloUsageError('HaloClient takes an object with options');
  const { grant = clientCredentials, budget = defaultBudget } = options;
  for (const name of ['tenantUrl', 'clientId', 'clientSecret'] as const)
    if (!options[name] && (name !== 'clientSecret' || grant.needsSecret))
      throw new HaloUsageError(
        `${name} is missing`,
        'Give it to HaloClient, or use HaloClient.fromEnv().',
      );
  for (const [name, least] of leasts) atLeast(name, options[name], least);
  if ('requests' in budget) {
    atLeast('budget.requests', budget.requests, 1);
    atLeast('budget.windowMs', budget.windowMs, 1);
  }
}

const leasts = [
  ['timeoutMs', 1],
  ['maxRetries', 0],
  ['maxWait', 0],
  ['concurrency', 1],
  ['maxAnswerBytes', 1],
] as const;

/** Fills in the defaults and refuses what cannot work. */
export function resolveOptions(options: HaloClientOptions): ResolvedOptions {
  demandOptions(options);
  const {
    grant = clientCredentials,
    timeoutMs = 60_000,
    maxRetries = 5,
    maxWait = 600_000,
    concurrency = 4,
    budget = defaultBudget,
  } = options;
  const urls = tenantUrls(options.tenantUrl, options.authUrl, options.tenant);
  return {
    ...options,
    ...urls,
    clientSecret: options.clientSecret,
    grant,
    tokenStore: options.tokenStore ?? memoryTokenStore(),
    scope: scopeText(options.scope ?? 'all'),
    clientAuthentication: options.clientAuthentication ?? 'body',
    learned: new Set(),
    headers: options.headers ?? {},
    timeoutMs,
    maxAnswerBytes: options.maxAnswerBytes,
    maxRetries,
    maxWait,
    budget,
    lane: options.lane,
    concurrency,
    fetch: options.fetch ?? globalThis.fetch,
    fileStores: () => fileStoresOf(options, urls),
    logger: options.logger,
    middleware: [...(options.middleware ?? []), ...validation(options)],
    clock: options.clock ?? systemClock,
  };
}

function fileStoresOf(
  { fetch, storeFetch, fileStores = [] }: HaloClientOptions,
  { apiUrl, tokenUrl }: TenantUrls,
): FileStores {
  const inNode = typeof process === 'object' && typeof process.getBuiltinModule === 'function';
  const own = [new URL(apiUrl).origin, new URL(tokenUrl).origin];
  const checked = async (): Promise<typeof globalThis.fetch> => {
    const given = storeFetch ?? fetch;
    if (given) return given;
    return inNode ? (await import('./node/public-fetch.js')).publicFetch() : globalThis.fetch;
  };
  return {
    own,
    hosts: [...defaultFileStores, ...fileStores],
    fetch: fetch ?? globalThis.fetch,
    storeFetch: checked,
  };
}

/** The stage that compares answers with the catalogue, whose schemas are loaded with the first of them. */
function validation({ validate = 'silent', logger }: HaloClientOptions): Middleware[] {
  if (validate === 'silent') return [];
  const onDrift =
    validate === 'throw'
      ? 'throw'
      : (drifts: unknown): void =>
          logger?.warn?.('the answer differs from the catalogue', { drifts });
  return [validateAnswers(onDrift)];
}

function atLeast(name: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(value >= least))
    throw new HaloUsageError(`${name} must be ${least} or more, not ${value}`);
}

const variables = {
  tenantUrl: 'HALO_TENANT_URL',
  clientId: 'HALO_CLIENT_ID',
  clientSecret: 'HALO_CLIENT_SECRET',
  scope: 'HALO_SCOPE',
  tenant: 'HALO_TENANT',
} as const;

/** Reads the HALO_ variables; what is given besides wins over them. */
export function optionsFromEnv(
  env: Readonly<Record<string, string | undefined>>,
  given: Partial<HaloClientOptions>,
): HaloClientOptions {
  const found = Object.fromEntries(
    Object.entries(variables).flatMap(([name, variable]) =>
      env[variable] ? [[name, env[variable]]] : [],
    ),
  );
  const stores = env.HALO_FILE_STORES?.split(/[\s,]+/).filter((name) => name !== '');
  const options = {
    ...found,
    ...(stores && { fileStores: stores }),
    ...given,
  } as HaloClientOptions;
  const needed = (['tenantUrl', 'clientId', 'clientSecret'] as const).filter(
    (name) => name !== 'clientSecret' || (options.grant ?? clientCredentials).needsSecret,
  );
  const missing = needed.filter((name) => !options[name]).map((name) => variables[name]);
  if (missing.length > 0)
    throw new HaloUsageError(
      `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set`,
      'Set them in the environment.',
    );
  return options;
}
