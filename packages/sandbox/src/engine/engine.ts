import type { Operation } from 'halopsa-catalogue';
import { sessionByKey } from '../auth/api-keys.js';
import { defaultApplications } from '../auth/applications.js';
import { AuthorizationCodes } from '../auth/authorization-codes.js';
import { type Session, Sessions } from '../auth/sessions.js';
import { createSystemClock, type SandboxClock } from '../clock.js';
import { FaultTable } from '../faults/fault-table.js';
import { FileLinks } from '../http/file-links.js';
import { checkLatency, type Latency } from '../latency.js';
import type { SandboxOptions } from '../options.js';
import { profileSettings } from '../profile.js';
import { createRandom, type Random } from '../random.js';
import { RequestLog } from '../request-log.js';
import type { Behaviour, Context, ResourceModel, ServerRules } from '../resources/contract.js';
import { type Fidelity, fidelityOf } from '../resources/handlers.js';
import { createModels, serverRules } from '../resources/model.js';
import { createRowText } from '../resources/row-text.js';
import { upsertRecord } from '../resources/upsert.js';
import type { Answer, Exchange, SignedInExchange, Stores } from '../stages/exchange.js';
import type { DamagedLines } from '../store/durable/change-log.js';
import { DataFolder } from '../store/durable/data-folder.js';
import type { HaloRecord, Store } from '../store/port.js';
import { actingBehaviours, checkSettings } from '../switches.js';
import type { HaloEvent } from '../webhooks/event.js';
import { controlSession } from './control-session.js';
import { Events } from './events.js';
import { createPipeline } from './pipeline.js';
import { createRouter, isAnonymous } from './route.js';
import type { Tenant } from './tenant.js';
import { Tenants } from './tenants.js';

/** The server behind every face: its parts, put together. */
export class Engine {
  readonly clock: SandboxClock;
  readonly faults: FaultTable<Stores | undefined>;
  readonly log: RequestLog = new RequestLog();
  readonly tenants: Tenants;
  readonly sessions: Sessions;
  readonly codes: AuthorizationCodes;
  readonly events: Events;
  latency: Latency;
  readonly #options: SandboxOptions;
  readonly #rules: ServerRules;
  readonly #model: (attribute: string) => ResourceModel;
  readonly #folder: DataFolder | undefined;
  readonly #random: Random;
  readonly #links = new FileLinks(createRandom('links'));
  readonly #rowText = createRowText();
  readonly #route = createRouter();
  readonly #answer: Answer<Exchange>;

  constructor(options: SandboxOptions, behaviours: readonly Behaviour[]) {
    this.#options = options;
    this.clock = options.clock ?? createSystemClock();
    this.latency = checkLatency(options.latencyMs ?? 0);
    const acting = actingBehaviours(behaviours, {
      ...profileSettings(options.profile ?? 'current'),
      ...checkSettings(options.behaviours ?? {}, behaviours),
    });
    this.#rules = serverRules(acting);
    this.#model = createModels(acting);
    this.#folder =
      options.dataDir === undefined
        ? undefined
        : new DataFolder(options.dataDir, options.onProblem);
    this.#random = this.#freshRandom('sandbox');
    this.tenants = new Tenants({
      options,
      clock: this.clock,
      model: this.#model,
      folder: this.#folder,
    });
    this.sessions = new Sessions(this.#freshRandom('sessions'), this.tenants.signIns);
    this.codes = new AuthorizationCodes(this.#freshRandom('codes'), this.tenants.signIns);
    this.faults = new FaultTable(createRandom('faults'), (rule) =>
      rule.kind === 'stale' ? this.tenants.keep() : undefined,
    );
    const fetch: typeof globalThis.fetch = (...request) =>
      (options.webhookFetch ?? globalThis.fetch)(...request);
    this.events = new Events(this.tenants.all, { clock: this.clock, random: this.#random, fetch });
    if (this.#folder) this.events.resume();
    this.#answer = this.#pipeline();
  }

  #pipeline(): Answer<Exchange> {
    const { clock, sessions, codes, tenants, log, faults } = this;
    return createPipeline({
      authorisation: {
        sessions,
        codes,
        clock,
        rules: this.#rules,
        tenantOf: (name) => tenants.find(name),
      },
      tenants: tenants.all,
      log,
      faults,
      latency: () => this.latency,
      links: this.#links,
      model: this.#model,
      contextOf: (exchange) => this.#contextOf(exchange),
    });
  }

  /** Answers one request of a Halo client. Rejects only where an injected fault says so. */
  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    return this.#answer({
      request,
      url,
      route: this.#route(request.method, url),
      session: this.#sessionOf(request),
    });
  }

  /** Who is calling, by a token or an API key that is good. */
  #sessionOf({ headers }: Request): Session | undefined {
    const token = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    if (token !== undefined) return this.sessions.find(token, this.clock.now());
    return sessionByKey(
      headers,
      this.tenants.main,
      this.#options.applications ?? defaultApplications,
    );
  }

  /** Damaged lines that were found in the data folder at the start. */
  get damaged(): readonly DamagedLines[] {
    return this.#folder?.damaged ?? [];
  }

  /** How true the answer of an operation is; the anonymous ones are modelled. */
  fidelity(operation: Operation): Fidelity {
    return isAnonymous(operation.id)
      ? 'modelled'
      : fidelityOf(operation, this.#model(operation.resource));
  }

  /** Stores a record on behalf of the tenant's first agent. */
  store(tenant: Tenant, resource: string, record: HaloRecord): HaloRecord {
    const session = controlSession(tenant, this.#options.applications);
    const stored = upsertRecord(
      record,
      this.#model(resource),
      this.#context(tenant, { session, origin: 'http://sandbox.invalid' }),
    );
    tenant.store.commit();
    return stored;
  }

  /** Gives up the folder that the state is kept in; throws where the last changes could not be written to it. */
  close(): void {
    this.events.stop();
    this.tenants.close();
  }

  #contextOf({ tenant, session, url, stores }: SignedInExchange): Context {
    return this.#context(tenant, { session, origin: url.origin, store: stores?.get(tenant.name) });
  }

  /** What the handling of a request in this tenant can reach. */
  #context(
    tenant: Tenant,
    caller: { session: Session; origin: string; store?: Store | undefined },
  ): Context {
    const { session, origin, store = tenant.store } = caller;
    return {
      clock: this.clock,
      session,
      random: this.#random,
      links: this.#links,
      origin,
      records: (attribute) => store.collection(attribute),
      model: this.#model,
      fire: (event: HaloEvent) => void this.events.fire(tenant, event),
      rowText: this.#rowText,
    };
  }

  /** A source of chance. What is drawn at one start must not be drawn again at the next: ids and tokens would meet themselves. */
  #freshRandom(name: string): Random {
    return createRandom(this.#folder ? `${name} ${this.#folder.openings}` : name);
  }
}
