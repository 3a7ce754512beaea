import { allOperations } from 'halopsa-catalogue';
import type { SandboxClock } from '../clock.js';
import type { Engine } from '../engine.js';
import type { ActiveFault, FaultRule } from '../faults/fault.js';
import { checkLatency, type Latency } from '../latency.js';
import type { RateLimit } from '../options.js';
import type { LoggedRequest } from '../request-log.js';
import type { Fidelity } from '../resources/dispatch.js';
import type { SeedSize } from '../seed/size.js';
import { capture, diff, restore, type Snapshot, type SnapshotDiff } from '../snapshots/snapshot.js';
import type { HaloRecord } from '../store/port.js';
import { playScenario, readScenario, type Scenario } from './scenario.js';
import { type Triggered, type TriggerOptions, trigger } from './trigger.js';

/** The sandbox's own levers, in process; the same are served below `/__sandbox`. */
export interface Control {
  readonly clock: SandboxClock;
  readonly faults: {
    /** Sets a fault and gives its number. */
    add(rule: FaultRule): number;
    remove(id: number): boolean;
    clear(): void;
    list(): ActiveFault[];
  };
  readonly requestLog: {
    list(): readonly LoggedRequest[];
    clear(): void;
  };
  /** Brings every tenant back to its seed, with no faults, no tokens and an empty log. */
  reset(): void;
  /** Fills a tenant with another seed. */
  seed(size: SeedSize, tenant?: string): void;
  /** The stored records of a resource, as they are in the store. */
  records(resource: string, tenant?: string): HaloRecord[];
  /** Stores a record as a post of the API would, by its resource's rules, and gives it as stored; throws where the rules refuse it. */
  put(resource: string, record: HaloRecord, tenant?: string): HaloRecord;
  /** Fires an event of a ticket as if it had just happened, and tells of which ticket and to how many webhooks; throws a RangeError where there is none. */
  trigger(event: string, options?: TriggerOptions): Triggered;
  /** For every operation id how true its answer is: modelled on what is known, by the generic rules, or its shape alone. */
  fidelity(): Record<string, Fidelity>;
  /** Moments of a tenant that are kept in memory under a label, and can be gone back to. */
  readonly snapshots: {
    save(label: string, tenant?: string): void;
    load(label: string, tenant?: string): void;
    /** What differs between a snapshot and another, or the present. */
    diff(from: string, to?: string, tenant?: string): SnapshotDiff;
    remove(label: string, tenant?: string): boolean;
    list(tenant?: string): string[];
  };
  /** Plays a course of events on the sandbox's clock; throws a RangeError where it is none. */
  play(scenario: Scenario): Promise<void>;
  /** Resolves once no delivery to a webhook is under way, the repeats of failed ones included. */
  delivered(): Promise<void>;
  setLatency(latency: Latency): void;
  setRateLimit(limit: RateLimit | 'off', tenant?: string): void;
  /** Ends every access token, as if an hour had passed for them alone; refresh tokens stay. */
  expireTokens(): void;
  /** Ends access and refresh tokens of an application, or of all. */
  revokeTokens(clientId?: string): void;
}

/** The tenant of a name, or the first; throws a RangeError where there is none. */
type FindTenant = (name: string | undefined) => NonNullable<ReturnType<Engine['tenant']>>;

/** The levers of an engine. */
export function createControl(engine: Engine): Control {
  const tenant: FindTenant = (name) => {
    const found = engine.tenant(name);
    if (!found) throw new RangeError(`the sandbox has no tenant named ${name}; it has ${[...engine.tenants.keys()].join(', ')}`);
    return found;
  };
  return {
    clock: engine.clock,
    faults: engine.faults,
    requestLog: engine.log,
    reset() {
      for (const one of engine.tenants.values()) one.reseed();
      engine.faults.clear();
      engine.sessions.revoke();
      engine.codes.clear();
      engine.log.clear();
      engine.commit();
    },
    seed: (size, name) => tenant(name).reseed(size),
    records: (resource, name) => [...tenant(name).store.collection(resource).scan()],
    put: (resource, record, name) => engine.store(tenant(name), resource, record),
    trigger: (event, options = {}) => trigger(event, options, { engine, tenant: tenant(options.tenant) }),
    fidelity: () => Object.fromEntries(allOperations().map((operation) => [operation.id, engine.fidelity(operation)])),
    snapshots: createSnapshots(tenant),
    play(scenario) {
      return playScenario(readScenario(scenario), this);
    },
    delivered: () => engine.delivered(),
    setLatency(latency) {
      engine.latency = checkLatency(latency);
    },
    setRateLimit: (limit, name) => tenant(name).window.setLimit(limit),
    expireTokens() {
      engine.sessions.expire();
      engine.commit();
    },
    revokeTokens(clientId) {
      engine.sessions.revoke(clientId === undefined ? undefined : (session) => session.clientId === clientId);
      engine.commit();
    },
  };
}

function createSnapshots(tenant: FindTenant): Control['snapshots'] {
  const saved = new Map<string, Snapshot>();
  const keyFor = (label: string, name: string | undefined): string => `${tenant(name).name}/${label}`;
  const find = (label: string, name: string | undefined): Snapshot => {
    const found = saved.get(keyFor(label, name));
    if (!found) throw new RangeError(`there is no snapshot named ${label}`);
    return found;
  };
  return {
    save: (label, name) => void saved.set(keyFor(label, name), capture(tenant(name).store)),
    load: (label, name) => {
      const { store, seeder } = tenant(name);
      restore(store, find(label, name), seeder);
      store.commit();
    },
    diff: (from, to, name) => {
      const { store, seeder } = tenant(name);
      return diff(find(from, name), to === undefined ? capture(store) : find(to, name), seeder);
    },
    remove: (label, name) => saved.delete(keyFor(label, name)),
    list: (name) => [...saved.keys()].flatMap((key) => (key.startsWith(keyFor('', name)) ? [key.slice(keyFor('', name).length)] : [])),
  };
}
