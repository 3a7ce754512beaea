import { createRouteMatcher, findResource, type Operation, type RouteMatch } from 'halopsa-catalogue';
import { defaultApplications, findApplication } from './auth/applications.js';
import { AuthorizationCodes } from './auth/authorization-codes.js';
import { answerAuthorize } from './auth/authorize-endpoint.js';
import { answerAuthInfo, answerDiscovery, answerInstanceInfo, answerKeys } from './auth/discovery.js';
import { mayCall } from './auth/rights.js';
import { type Session, Sessions } from './auth/sessions.js';
import { type AuthorisationServer, answerToken } from './auth/token-endpoint.js';
import { refusedStatus } from './behaviours/permission-statuses.js';
import { createSystemClock, type SandboxClock } from './clock.js';
import { FaultTable } from './faults/fault-table.js';
import { injectFault } from './faults/inject.js';
import { FileLinks } from './http/file-links.js';
import { demandSmallBody } from './http/limited-body.js';
import { Refusal } from './http/refusal.js';
import { empty, json, type Reply, toResponse } from './http/reply.js';
import { checkLatency, drawLatency, type Latency } from './latency.js';
import type { SandboxOptions } from './options.js';
import { profileSettings } from './profile.js';
import { createRandom, type Random } from './random.js';
import { RequestLog } from './request-log.js';
import type { Behaviour, Context, ResourceModel } from './resources/contract.js';
import { dispatch, type Fidelity, fidelityOf } from './resources/dispatch.js';
import { createModels } from './resources/model.js';
import { createRowText } from './resources/row-text.js';
import { upsertRecord } from './resources/upsert.js';
import type { SeedSize } from './seed/size.js';
import { capture, storeOf } from './snapshots/snapshot.js';
import type { DamagedLines } from './store/durable/change-log.js';
import { DataFolder } from './store/durable/data-folder.js';
import { DurableStore } from './store/durable/durable-store.js';
import { MemoryStore } from './store/memory-store.js';
import type { HaloRecord, Key, Store } from './store/port.js';
import { createSwitches, type Switches } from './switches.js';
import { createTenant, type Tenant } from './tenant.js';
import { Deliveries } from './webhooks/deliveries.js';
import type { HaloEvent } from './webhooks/event.js';

const MAIN_TENANT = 'sandbox';
const seedNothing = (): void => undefined;

/** The server behind every face: what it knows, and how it answers a request. */
export class Engine {
  readonly clock: SandboxClock;
  readonly faults: FaultTable<ReadonlyMap<string, Store> | undefined>;
  readonly log: RequestLog = new RequestLog();
  readonly sessions: Sessions;
  readonly #signIns: Store;
  readonly codes: AuthorizationCodes;
  readonly links: FileLinks = new FileLinks(createRandom('links'));
  readonly switches: Switches;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly #deliveries: ReadonlyMap<string, Deliveries>;
  latency: Latency;
  readonly #options: SandboxOptions;
  readonly #random: Random;
  readonly #delays: Random = createRandom('delays');
  readonly #folder: DataFolder | undefined;
  readonly #match: (method: string, path: string) => RouteMatch | undefined;
  readonly #methodsAt: (path: string) => string[];
  readonly #model: (attribute: string) => ResourceModel;
  readonly #rowText = createRowText();

  constructor(options: SandboxOptions, behaviours: readonly Behaviour[]) {
    this.#options = options;
    this.clock = options.clock ?? createSystemClock();
    this.latency = checkLatency(options.latencyMs ?? 0);
    this.switches = createSwitches({ ...profileSettings(options.profile ?? 'current'), ...options.behaviours });
    this.faults = new FaultTable(createRandom('faults'), (rule) => (rule.kind === 'stale' ? this.#keepStores() : undefined));
    const folder = options.dataDir === undefined ? undefined : new DataFolder(options.dataDir, options.onProblem);
    this.#folder = folder;
    // What is drawn at one start must not be drawn again at the next: ids and tokens would meet themselves.
    const named = (name: string): string => (folder ? `${name} ${folder.openings}` : name);
    this.#random = createRandom(named('sandbox'));
    this.#signIns = folder ? new DurableStore(seedNothing, folder.openLog(folder.signInsPath)) : new MemoryStore(seedNothing);
    this.sessions = new Sessions(createRandom(named('sessions')), this.#signIns);
    this.codes = new AuthorizationCodes(createRandom(named('codes')), this.#signIns);
    const matcher = createRouteMatcher();
    this.#match = matcher;
    this.#methodsAt = (path) => matcher.methodsAt(path);
    this.#model = createModels(this.switches, behaviours);
    const limit = options.rateLimit ?? 'off';
    const names = { [MAIN_TENANT]: { seed: options.seed ?? 'demo' }, ...options.tenants };
    const applications = options.applications ?? defaultApplications;
    // Collections that no resource has are kept under their records' ids.
    const keyOf = (name: string, record: HaloRecord): Key => (findResource(name) ? this.#model(name).keyOf(record) : (record.id as Key));
    const build = (name: string, size: SeedSize): Tenant =>
      createTenant({ name, size, clock: this.clock, limit, keyOf, applications, folder });
    this.tenants = new Map(Object.entries(names).map(([name, { seed }]) => [name, build(name, seed ?? options.seed ?? 'demo')]));
    this.#deliveries = new Map([...this.tenants].map(([name, tenant]) => [name, this.#createDeliveries(tenant)]));
    if (folder) for (const deliveries of this.#deliveries.values()) deliveries.resume();
  }

  #createDeliveries(tenant: Tenant): Deliveries {
    const fetch: typeof globalThis.fetch = (...request) => (this.#options.webhookFetch ?? globalThis.fetch)(...request);
    return new Deliveries({ store: () => tenant.store, clock: this.clock, random: this.#random, fetch });
  }

  /** Damaged lines that were found in the data folder at the start. */
  get damaged(): readonly DamagedLines[] {
    return this.#folder?.damaged ?? [];
  }

  /** Resolves once no delivery to a webhook is under way. */
  async delivered(): Promise<void> {
    await Promise.all([...this.#deliveries.values()].map((deliveries) => deliveries.idle()));
  }

  /** The tenant of this name; without a name, the main one. */
  tenant(name: string = MAIN_TENANT): Tenant | undefined {
    return this.tenants.get(name) ?? (this.#options.tenants ? undefined : this.tenants.get(MAIN_TENANT));
  }

  /** Answers one request of a Halo client. Rejects only where an injected fault says so. */
  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const route = this.#route(request.method, url);
    const entry = { method: request.method, url: url.pathname + url.search, operation: route.name, at: this.clock.now() };
    const session = this.#session(request);
    try {
      const response = await this.#withFaults(request, route, (stores) => this.#act({ request, url, route, session, stores }));
      this.log.add({ ...entry, status: response.status, tenant: session?.tenant });
      return response;
    } catch (error) {
      this.log.add({ ...entry, status: 'fault', tenant: session?.tenant });
      throw error;
    }
  }

  #withFaults(request: Request, route: Route, act: (stores: Stores) => Promise<Response>): Promise<Response> {
    const strike = this.faults.strike(route.name ?? 'unknown', request.method);
    return strike ? injectFault(strike.rule, request, this.clock, () => act(strike.kept)) : act(undefined);
  }

  async #act(exchange: Exchange): Promise<Response> {
    const delay = drawLatency(this.latency, this.#delays);
    if (delay > 0) await this.clock.sleep(delay, exchange.request.signal);
    return toResponse(await this.#reply(exchange));
  }

  async #reply({ request, url, route, session, stores }: Exchange): Promise<Reply> {
    try {
      demandSmallBody(request);
      if (route.kind === 'auth') return await route.answer(request, url, this.#authorisation());
      if (route.kind === 'file') return this.links.answer(request, url.pathname, this.clock.now());
      if (route.kind === 'unknown') return empty(route.methods.length > 0 ? 405 : 404);
      const anonymous = ANONYMOUS[route.match.operation.id];
      if (anonymous) return anonymous(url.origin, this.tenant(url.searchParams.get('tenant') ?? undefined)?.name ?? MAIN_TENANT);
      // A token that no scope was asked for opens nothing.
      if (!session || session.scope === '') return empty(401);
      const tenant = this.tenants.get(session.tenant)!;
      const wait = tenant.window.take(request.headers);
      if (wait !== undefined) return tooMany(wait, tenant.window.words(), this.switches);
      if (!this.#allows(session, route.match.operation)) return empty(refusedStatus(route.match.operation.id, this.switches));
      return await dispatch(route.match, request, url, this.context(tenant, session, url.origin, stores?.get(tenant.name)));
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      throw error;
    }
  }

  /** Makes what was stored last, before anybody is told of it. */
  commit(): void {
    for (const tenant of this.tenants.values()) tenant.store.commit();
    this.#signIns.commit();
  }

  /** Gives up the folder that the state is kept in; throws where the last changes could not be written to it. */
  close(): void {
    for (const deliveries of this.#deliveries.values()) deliveries.stop();
    const stores = [...[...this.tenants.values()].map(({ store }) => store), this.#signIns];
    const failures = stores.flatMap((store) => failureOf(() => store.close()));
    this.#folder?.close();
    if (failures.length > 0) throw failures[0];
  }

  #keepStores(): ReadonlyMap<string, Store> {
    return new Map([...this.tenants].map(([name, { store, seeder }]) => [name, storeOf(capture(store), seeder)]));
  }

  #authorisation(): AuthorisationServer {
    const { sessions, codes, clock, switches } = this;
    return { sessions, codes, clock, switches, tenantOf: (name) => this.tenant(name) };
  }

  #allows(session: Session, operation: Operation): boolean {
    // Whoever is logged in may ask who that is.
    if (operation.verb === 'me' || operation.verb === 'onBehalf' || !this.switches.on('auth.scopes-narrow')) return true;
    return mayCall(session, operation, findResource(operation.resource)!);
  }

  /** What the handling of a request in this tenant can reach. */
  context(tenant: Tenant, session: Session, origin: string, store: Store = tenant.store): Context {
    return {
      clock: this.clock,
      switches: this.switches,
      session,
      random: this.#random,
      links: this.links,
      origin,
      records: (attribute) => store.collection(attribute),
      model: this.#model,
      fire: (event) => void this.fire(tenant, event),
      rowText: this.#rowText,
    };
  }

  /** Sends an event to the webhooks of a tenant that are bound to it, and gives how many those are. */
  fire(tenant: Tenant, event: HaloEvent): number {
    return this.#deliveries.get(tenant.name)?.fire(event) ?? 0;
  }

  /** How true the answer of an operation is; the anonymous ones are modelled. */
  fidelity(operation: Operation): Fidelity {
    return ANONYMOUS[operation.id] ? 'modelled' : fidelityOf(operation, this.#model(operation.resource));
  }

  /** Stores a record on behalf of the tenant's first agent. */
  store(tenant: Tenant, resource: string, record: HaloRecord): HaloRecord {
    const [first] = this.#options.applications ?? defaultApplications;
    const application = findApplication(tenant.store, first?.clientId);
    const session: Session = {
      tenant: tenant.name,
      clientId: application?.clientId ?? 'control',
      applicationName: application?.name ?? 'control',
      agentId: application?.agentId ?? 10,
      userId: application?.userId,
      scope: 'all',
      rights: undefined,
      proven: true,
      expiresAt: Number.POSITIVE_INFINITY,
    };
    const stored = upsertRecord(record, this.#model(resource), this.context(tenant, session, 'http://sandbox.invalid'));
    tenant.store.commit();
    return stored;
  }

  #session(request: Request): Session | undefined {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    return token === undefined ? undefined : this.sessions.find(token, this.clock.now());
  }

  #route(method: string, url: URL): Route {
    const path = url.pathname.toLowerCase().replace(/(?<!\/)\/+$/, '');
    const auth = AUTH_ROUTES[path];
    if (auth) return { kind: 'auth', ...auth };
    if (path.startsWith(FileLinks.path)) return { kind: 'file', name: 'file' };
    // Base addresses are configured with `/api` and without it, so that it comes once, twice or not at all.
    const below = url.pathname.replace(/^(\/api(?=\/|$)){1,2}/i, '');
    const isApi = below.length < url.pathname.length;
    const match = this.#match(method, below);
    if (match) return { kind: 'operation', name: match.operation.id, match };
    return { kind: 'unknown', name: undefined, methods: isApi ? this.#methodsAt(below) : [] };
  }
}

/** What a step threw, so that those after it are taken as well. */
function failureOf(step: () => void): unknown[] {
  try {
    step();
    return [];
  } catch (error) {
    return [error];
  }
}

/** Stores to read from in place of the tenants' own, by tenant. */
type Stores = ReadonlyMap<string, Store> | undefined;

interface Exchange {
  readonly request: Request;
  readonly url: URL;
  readonly route: Route;
  readonly session: Session | undefined;
  readonly stores: Stores;
}

type Route =
  | ({ readonly kind: 'auth' } & AuthRoute)
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'operation'; readonly name: string; readonly match: RouteMatch }
  | { readonly kind: 'unknown'; readonly name: undefined; readonly methods: readonly string[] };

/** Too many requests: the seconds to wait, and the limit in the server's words. */
function tooMany(wait: number, words: string, switches: Switches): Reply {
  const headers = { 'retry-after': String(wait) };
  if (!switches.on('rate.text')) return empty(429, headers);
  const told = json({ error: words }, 429);
  return { ...told, headers: { ...told.headers, ...headers } };
}

/** Operations that need no token. */
const ANONYMOUS: Readonly<Record<string, (origin: string, tenant: string) => Reply>> = {
  'authInfo.list': answerAuthInfo,
  'instanceInfo.list': answerInstanceInfo,
};

interface AuthRoute {
  readonly name: string;
  readonly answer: (request: Request, url: URL, server: AuthorisationServer) => Reply | Promise<Reply>;
}

const TOKEN: AuthRoute = { name: 'token', answer: answerToken };
const DISCOVERY: AuthRoute = { name: 'discovery', answer: (_, url) => answerDiscovery(url.origin) };

/** Addresses of the authorisation server; clients that were given it without its path ask at the root. */
const AUTH_ROUTES: Readonly<Record<string, AuthRoute>> = {
  '/auth/token': TOKEN,
  '/token': TOKEN,
  '/auth/authorize': { name: 'authorize', answer: answerAuthorize },
  '/auth/.well-known/openid-configuration': DISCOVERY,
  '/.well-known/openid-configuration': DISCOVERY,
  '/auth/.well-known/jwks': { name: 'discovery', answer: answerKeys },
};
