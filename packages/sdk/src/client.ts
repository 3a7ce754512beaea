import type { Resource, RouteMatcher } from 'halopsa-catalogue';
import { findOperation, findResource, resourceNames } from 'halopsa-catalogue/lookup';
import { nearestName } from 'halopsa-ground';
import type { AccessExplanation } from './access/explain-access.js';
import type { Identity, SignInOptions } from './access/whoami.js';
import { tokenSender } from './auth/token-sender.js';
import { TokenSource } from './auth/token-source.js';
import type { RequestBudget } from './budget/request-budget.js';
import { sharedBudget } from './budget/shared-budgets.js';
import { ClientCaller } from './caller.js';
import type { CallInput, CallOptions } from './core/call.js';
import type { ClientContext, ResourceParts } from './core/context.js';
import type { WireRecord } from './core/records.js';
import type { CustomTable } from './custom-tables/custom-table.js';
import { HaloUsageError } from './errors/usage-error.js';
import { noteFailure } from './failed-requests.js';
import { noteHeld } from './held-by-client.js';
import { loadBodies } from './load-bodies.js';
import { Memory } from './memory/memory.js';
import { bindMethods } from './methods/bind-methods.js';
import { ofClient, ofCustomTable } from './methods/table.js';
import {
  type HaloClientOptions,
  optionsFromEnv,
  type ResolvedOptions,
  resolveOptions,
} from './options.js';
import { auth } from './pipeline/auth.js';
import { compose, type Handler } from './pipeline/exchange.js';
import { type RetryOptions, retry } from './pipeline/retry.js';
import { telemetry } from './pipeline/telemetry.js';
import { throttle } from './pipeline/throttle.js';
import { timeout } from './pipeline/timeout.js';
import { transport } from './pipeline/transport.js';
import type { CustomResource, ResourceDefinition } from './resource/define-resource.js';
import { ResourceClient } from './resource/resource-client.js';
import type { ClientWide } from './types/client-wide.js';
import type { OperationId, Route } from './types/names.js';
import type {
  AnyRequestInput,
  OperationAt,
  OperationInput,
  RequestInput,
  ResultOf,
} from './types/requests.js';
import type { Resources } from './types/resources.js';

/** Builds the pipeline, outermost stage first. */
function createPipeline(
  options: ResolvedOptions,
  budget: RequestBudget,
): { caller: ClientCaller; tokens: TokenSource } {
  const {
    clock,
    logger,
    maxRetries,
    maxWait: maxWaitMs,
    grant,
    scope,
    tokenStore: store,
  } = options;
  const now = (): number => clock.now();
  const onRetry: RetryOptions['onRetry'] = (exchange, error, delayMs) => {
    const event = {
      operation: exchange.operation,
      attempt: exchange.marks.attempt,
      delayMs,
      error: (error as Error).name,
    };
    options.onRetry?.(event);
    logger?.warn?.('trying again', event);
  };
  const again = retry({
    clock,
    maxRetries,
    maxWaitMs,
    windowMs: () => budget.limit.windowMs,
    random: Math.random,
    onRetry,
  });
  const bare = transport(options.fetch, now, options.maxAnswerBytes, options);
  const send: Handler = async (exchange) =>
    (await loadBodies()).maskWords(await bare(exchange), exchange, options);
  const sendToken = tokenSender({
    ...options,
    maxWaitMs,
    onRetry,
    held: options,
  });
  const tokens = new TokenSource({
    grant,
    scope,
    store,
    clock,
    async request(form, signal) {
      const { requestTokens } = await import('./auth/token-request.js');
      return requestTokens({ ...options, signal }, form, sendToken, clock);
    },
  });
  const outer = [telemetry({ ...options, now, onFailure: noteFailure }), ...options.middleware];
  const inner = [
    again,
    throttle({ budget, now, maxWaitMs, onWait: options.onWait, onThrottle: options.onThrottle }),
    grant.stage ?? auth(tokens),
    timeout,
  ];
  return { caller: new ClientCaller(options, compose([...outer, ...inner], send)), tokens };
}

/**
 * A client of one Halo tenant: every resource as an attribute (`halo.tickets`, `halo.clients`, ...), and raw requests.
 *
 * @example
 * const halo = new HaloClient({ tenantUrl, clientId, clientSecret });
 * for await (const ticket of halo.tickets.listAll({ open_only: true })) console.log(ticket.id, ticket.summary);
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the object that the prototype stands on, set below, gives the class these attributes
export class HaloClient implements AsyncDisposable {
  readonly #caller: ClientCaller;
  readonly #budget: RequestBudget;
  readonly #tokens: TokenSource;
  readonly #context: ClientContext;
  readonly #tenantUrl: string;
  readonly #built = new Map<string, ResourceClient>();
  #match: RouteMatcher | undefined;

  constructor(options: HaloClientOptions) {
    const resolved = resolveOptions(options);
    this.#budget =
      'acquire' in resolved.budget ? resolved.budget : sharedBudget(resolved, resolved.budget);
    const { caller, tokens } = createPipeline(resolved, this.#budget);
    this.#caller = caller;
    this.#tokens = tokens;
    this.#tenantUrl = resolved.apiUrl.replace(/\/api$/, '');
    const { clock, concurrency } = resolved;
    this.#context = { halo: this, caller, clock, concurrency, memory: new Memory(clock) };
    noteHeld(this, resolved);
    bindMethods(this, this.#context, 'client', ofClient);
  }

  /** Makes a client from HALO_TENANT_URL, HALO_CLIENT_ID, HALO_CLIENT_SECRET, HALO_SCOPE and HALO_TENANT; what is given wins. */
  static fromEnv(given: Partial<HaloClientOptions> = {}): HaloClient {
    const env =
      (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    return new HaloClient(optionsFromEnv(env, given));
  }

  /** Address of the tenant, for example `https://company.halopsa.com`. */
  get tenantUrl(): string {
    return this.#tenantUrl;
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
  async signIn(options: SignInOptions = {}): Promise<{ scope: string | undefined }> {
    return { scope: (await this.#tokens.tokens(options.signal)).scope };
  }

  /** Asks the server who the client acts as. */
  async whoami(options: CallOptions = {}): Promise<Identity> {
    return (await loadBodies()).whoami(this, options);
  }

  /** Explains a 401 or 403, or what an operation (for example `invoices.list`) needs: which scope, and whether the token has it. */
  async explainAccess(errorOrOperation: unknown): Promise<AccessExplanation> {
    return (await loadBodies()).explainAccess(errorOrOperation, (await this.signIn()).scope);
  }

  /** The verbs of a resource by its attribute name, untyped; or of one made by `defineResource`, with a class of your own if you like. */
  resource(name: string): ResourceClient;
  resource<Custom extends object, Own, Kind = CustomResource<Custom, Own>>(
    definition: ResourceDefinition<Custom, Own>,
    kind?: new (parts: ResourceParts) => Kind,
  ): Kind;
  resource(
    what: string | ResourceDefinition<object>,
    kind: new (parts: ResourceParts) => unknown = ResourceClient,
  ): unknown {
    if (typeof what === 'string') return this.#named(what);
    if (typeof what?.resource !== 'object')
      throw new HaloUsageError('resource takes a name or a definition');
    return new kind({ ...this.#parts(what.resource), ownMethods: what.ownMethods });
  }

  #named(name: string): ResourceClient {
    const built = this.#built.get(name);
    if (built) return built;
    const resource: Resource | undefined = findResource(name);
    if (!resource)
      throw new HaloUsageError(
        `unknown resource ${name}${didYouMean(nearestName(name, resourceNames))}`,
      );
    const client = new ResourceClient(this.#parts(resource));
    this.#built.set(name, client);
    return client;
  }

  #parts(resource: Resource): ResourceParts {
    return { ...this.#context, resource };
  }

  /** The rows of a custom table, by its name. */
  customTable<Row extends object = WireRecord>(name: string): CustomTable<Row> {
    const table = { name };
    bindMethods(table, this.#context, 'table', ofCustomTable);
    return table as CustomTable<Row>;
  }

  /** Calls an operation by its id, for example `agents.me`, and gives the answer as it came. */
  async call<Id extends OperationId>(
    id: Id,
    input: OperationInput<Id> = {},
  ): Promise<ResultOf<Id>> {
    const operation = findOperation(String(id));
    if (!operation) throw new HaloUsageError(`unknown operation ${String(id)}`);
    const { callOperation } = await loadBodies();
    return (await callOperation(this.#context, operation, input as CallInput)) as ResultOf<Id>;
  }

  /** Sends any request below `/api`; typed where the catalogue lists the route, open for other paths. */
  request<Method extends string, Path extends string>(
    method: Method,
    path: Path,
    input?: `${Method} ${Path}` extends Route
      ? RequestInput<OperationAt<`${Method} ${Path}`>>
      : AnyRequestInput,
  ): Promise<
    `${Method} ${Path}` extends Route ? ResultOf<OperationAt<`${Method} ${Path}`>> : unknown
  >;
  async request(method: string, path: string, input: AnyRequestInput = {}): Promise<unknown> {
    const { createRouteMatcher, sendRaw } = await loadBodies();
    this.#match ??= createRouteMatcher();
    return sendRaw(this.#caller, this.#match, { ...input, method, url: path });
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
    this.#tokens.close(this.#caller.closing.reason);
    return Promise.resolve();
  }

  /** Closes the client at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

export interface HaloClient extends Resources, ClientWide {}

const names = new Set<string | symbol>(resourceNames);

/** Answers to the attributes: four hundred getters would take longer to define than all else that an import does. */
const attributes: object = new Proxy(
  {},
  {
    has: (target, name) => names.has(name) || Reflect.has(target, name),
    get: (target, name, halo: HaloClient) =>
      names.has(name) ? halo.resource(name as string) : Reflect.get(target, name, halo),
  },
);
Object.setPrototypeOf(HaloClient.prototype, attributes);

const didYouMean = (name: string | undefined): string => (name ? `: did you mean ${name}?` : '');
