import { findOperation, findResource, type Resource, type RouteMatcher, resourceNames } from 'halopsa-catalogue';
import type { AccessExplanation } from './access/explain-access.js';
import type { Identity } from './access/whoami.js';
import { requestTokens } from './auth/token-request.js';
import { tokenSender } from './auth/token-sender.js';
import { TokenSource } from './auth/token-source.js';
import type { RequestBudget } from './budget/request-budget.js';
import { sharedBudget } from './budget/shared-budgets.js';
import { Caller, type CallOptions } from './call.js';
import type { Clock } from './clock/clock.js';
import { nearestName } from './codec/nearest-name.js';
import { fillPath } from './codec/path.js';
import { HaloUsageError } from './errors/usage-error.js';
import { noteFailure } from './failed-requests.js';
import { type HaloClientOptions, optionsFromEnv, type ResolvedOptions, resolveOptions } from './options.js';
import { auth } from './pipeline/auth.js';
import { compose } from './pipeline/exchange.js';
import { type RetryOptions, retry } from './pipeline/retry.js';
import { telemetry } from './pipeline/telemetry.js';
import { throttle } from './pipeline/throttle.js';
import { timeout } from './pipeline/timeout.js';
import { transport } from './pipeline/transport.js';
import { ResourceClient } from './resource/resource-client.js';
import type { AnyRequestInput, OperationAt, OperationId, OperationInput, RequestInput, Resources, ResultOf, Route } from './types.js';

/** Builds the pipeline, outermost stage first. */
function createPipeline(options: ResolvedOptions, budget: RequestBudget): { caller: Caller; tokens: TokenSource } {
  const { clock, logger, maxRetries, grant, scope, tokenStore: store } = options;
  const now = (): number => clock.now();
  const onRetry: RetryOptions['onRetry'] = (exchange, error, delayMs) => {
    const event = { operation: exchange.operation, attempt: exchange.marks.attempt, delayMs, error: (error as Error).name };
    options.onRetry?.(event);
    logger?.warn?.('trying again', event);
  };
  const again = retry({ clock, maxRetries, random: Math.random, onRetry });
  const send = transport(options.fetch, now);
  const sendToken = tokenSender({ fetch: options.fetch, clock, maxRetries, onRetry });
  const tokens = new TokenSource({ grant, scope, store, clock, request: (form) => requestTokens(options, form, sendToken, clock) });
  const outer = [telemetry({ ...options, now, onFailure: noteFailure }), ...options.middleware];
  const inner = [again, throttle({ budget, now, onThrottle: options.onThrottle }), auth(tokens), timeout];
  return { caller: new Caller(options, compose([...outer, ...inner], send)), tokens };
}

/**
 * A client of one Halo tenant: every resource as an attribute (`halo.tickets`, `halo.clients`, ...), and raw requests.
 *
 * @example
 * const halo = new HaloClient({ tenantUrl, clientId, clientSecret });
 * for await (const ticket of halo.tickets.listAll({ open_only: true })) console.log(ticket.id, ticket.summary);
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the getters defined below give the class these attributes
export class HaloClient implements AsyncDisposable {
  readonly #caller: Caller;
  readonly #budget: RequestBudget;
  readonly #tokens: TokenSource;
  readonly #concurrency: number;
  readonly #clock: Clock;
  readonly #built = new Map<string, ResourceClient>();
  #match: Promise<RouteMatcher> | undefined;

  constructor(options: HaloClientOptions) {
    const resolved = resolveOptions(options);
    this.#budget = 'acquire' in resolved.budget ? resolved.budget : sharedBudget(resolved, resolved.budget);
    const { caller, tokens } = createPipeline(resolved, this.#budget);
    this.#caller = caller;
    this.#tokens = tokens;
    this.#concurrency = resolved.concurrency;
    this.#clock = resolved.clock;
  }

  /** Makes a client from HALO_TENANT_URL, HALO_CLIENT_ID, HALO_CLIENT_SECRET, HALO_SCOPE and HALO_TENANT; what is given wins. */
  static fromEnv(given: Partial<HaloClientOptions> = {}): HaloClient {
    const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    return new HaloClient(optionsFromEnv(env, given));
  }

  /** Attribute names of all resources. */
  get resources(): readonly string[] {
    return resourceNames;
  }

  /** The window of requests that all clients of this tenant share. */
  get budget(): RequestBudget {
    return this.#budget;
  }

  /** Signs in if need be, and gives the scopes that the token carries, where the server names them. */
  async signIn(options: { signal?: AbortSignal } = {}): Promise<{ scope: string | undefined }> {
    return { scope: (await this.#tokens.tokens(options.signal)).scope };
  }

  /** Asks the server who the client acts as. */
  async whoami(options: CallOptions = {}): Promise<Identity> {
    const { whoami } = await import('./access/whoami.js');
    const scope = async (): Promise<string | undefined> => (await this.#tokens.tokens(options.signal)).scope;
    return whoami({ agent: (call) => this.call('agents.me', call), user: (call) => this.call('users.me', call), scope }, options);
  }

  /** Explains a 401 or 403, or what an operation (for example `invoices.list`) needs: which scope, and whether the token has it. */
  async explainAccess(errorOrOperation: unknown): Promise<AccessExplanation> {
    const { explainAccess } = await import('./access/explain-access.js');
    return explainAccess(errorOrOperation, (await this.#tokens.tokens()).scope);
  }

  /** The verbs of a resource by its attribute name, untyped. */
  resource(name: string): ResourceClient {
    const built = this.#built.get(name);
    if (built) return built;
    const resource: Resource | undefined = findResource(name);
    if (!resource) throw new HaloUsageError(`there is no resource ${name}${didYouMean(nearestName(name, resourceNames))}`);
    const client = new ResourceClient({ resource, caller: this.#caller, concurrency: this.#concurrency, clock: this.#clock });
    this.#built.set(name, client);
    return client;
  }

  /** Calls an operation by its id, for example `agents.me`, and gives the answer as it came. */
  async call<Id extends OperationId>(id: Id, input: OperationInput<Id> = {}): Promise<ResultOf<Id>> {
    const operation = findOperation(id);
    if (!operation) throw new HaloUsageError(`there is no operation ${id}`);
    return (await this.#caller.call(operation, input as Parameters<Caller['call']>[1])).value as ResultOf<Id>;
  }

  /** Sends any request below `/api`; typed where the catalogue lists the route, open for other paths. */
  request<Method extends string, Path extends string>(
    method: Method,
    path: Path,
    input?: `${Method} ${Path}` extends Route ? RequestInput<OperationAt<`${Method} ${Path}`>> : AnyRequestInput,
  ): Promise<`${Method} ${Path}` extends Route ? ResultOf<OperationAt<`${Method} ${Path}`>> : unknown>;
  async request(method: string, path: string, input: AnyRequestInput = {}): Promise<unknown> {
    const { path: params = {}, rawBody = false, body, ...rest } = input;
    const verb = method.toUpperCase();
    if (!/^[A-Z]+$/.test(verb)) throw new HaloUsageError(`"${method}" is no HTTP method`, 'Nothing was sent.');
    const below = `/${path.trim().replace(/^\/*(api\/)?/i, '')}`;
    const filled = fillPath(below, params, {}, `${verb} ${below}`);
    const operation = (await this.#matcher())(verb, filled.split('?')[0]!)?.operation;
    const wrap = !rawBody && operation?.body === 'array' && body !== undefined && !Array.isArray(body);
    const reply = await this.#caller.callPath({
      ...rest,
      method: verb,
      path: filled,
      body: wrap ? [body] : body,
      safety: operation?.safety,
    });
    return reply.value;
  }

  /** `request` by GET. */
  get(path: string, input?: AnyRequestInput): Promise<unknown> {
    return this.request('GET', path, input);
  }

  /** `request` by POST. */
  post(path: string, input?: AnyRequestInput): Promise<unknown> {
    return this.request('POST', path, input);
  }

  /** `request` by PUT; Halo's own routes have none, a customer's proxy may. */
  put(path: string, input?: AnyRequestInput): Promise<unknown> {
    return this.request('PUT', path, input);
  }

  /** `request` by PATCH; Halo's own routes have none, a customer's proxy may. */
  patch(path: string, input?: AnyRequestInput): Promise<unknown> {
    return this.request('PATCH', path, input);
  }

  /** `request` by DELETE. */
  delete(path: string, input?: AnyRequestInput): Promise<unknown> {
    return this.request('DELETE', path, input);
  }

  /** Ends what is under way; later calls are refused. */
  close(): Promise<void> {
    this.#caller.close();
    return Promise.resolve();
  }

  /** Closes the client at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #matcher(): Promise<RouteMatcher> {
    this.#match ??= import('halopsa-catalogue/match-route').then(({ createRouteMatcher }) => createRouteMatcher());
    return this.#match;
  }
}

export interface HaloClient extends Resources {}

for (const name of resourceNames) {
  Object.defineProperty(HaloClient.prototype, name, {
    configurable: true,
    get(this: HaloClient) {
      return this.resource(name);
    },
  });
}

const didYouMean = (name: string | undefined): string => (name ? `: did you mean ${name}?` : '');
