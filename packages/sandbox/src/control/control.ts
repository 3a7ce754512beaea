import { allOperations } from 'halopsa-catalogue';
import type { Engine } from '../engine/engine.js';
import type { Tenant } from '../engine/tenant.js';
import { checkLatency } from '../latency.js';
import { capture, diff, restore, type Snapshot } from '../snapshots/snapshot.js';
import type { HaloRecord } from '../store/port.js';
import type { Control } from './levers.js';
import { playScenario } from './play-scenario.js';
import { readScenario } from './scenario.js';
import { trigger } from './trigger.js';

/** The tenant of a name, or the first; throws a RangeError where there is none. */
type FindTenant = (name: string | undefined) => Tenant;

/** The levers of an engine. */
export function createControl(engine: Engine): Control {
  const tenant: FindTenant = (name) => {
    const found = engine.tenants.find(name);
    if (!found)
      throw new RangeError(
        `the sandbox has no tenant named ${name}; it has ${[...engine.tenants.all.keys()].join(', ')}`,
      );
    return found;
  };
  return {
    clock: engine.clock,
    faults: engine.faults,
    requestLog: engine.log,
    reset() {
      for (const one of engine.tenants.all.values()) one.reseed();
      engine.faults.clear();
      engine.sessions.revoke();
      engine.codes.clear();
      engine.log.clear();
      engine.tenants.commit();
    },
    seed: (size, name) => tenant(name).reseed(size),
    records: (resource, name) => [...tenant(name).store.collection(resource).scan()],
    put: (resource, record, name) => engine.store(tenant(name), resource, record as HaloRecord),
    trigger: (event, options = {}) =>
      trigger(event, options, { engine, tenant: tenant(options.tenant) }),
    fidelity: () =>
      Object.fromEntries(
        allOperations().map((operation) => [operation.id, engine.fidelity(operation)]),
      ),
    snapshots: createSnapshots(tenant),
    play(scenario) {
      return playScenario(readScenario(scenario), this);
    },
    delivered: () => engine.events.idle(),
    setLatency(latency) {
      engine.latency = checkLatency(latency);
    },
    setRateLimit: (limit, name) => tenant(name).window.setLimit(limit),
    expireTokens() {
      engine.sessions.expire();
      engine.tenants.commit();
    },
    revokeTokens(clientId) {
      engine.sessions.revoke(
        clientId === undefined ? undefined : (session) => session.clientId === clientId,
      );
      engine.tenants.commit();
    },
  };
}

function createSnapshots(tenant: FindTenant): Control['snapshots'] {
  const saved = new Map<string, Snapshot>();
  const keyFor = (label: string, name: string | undefined): string =>
    `${tenant(name).name}/${label}`;
  const find = (label: string, name: string | undefined): Snapshot => {
    const found = saved.get(keyFor(label, name));
    if (!found) throw new RangeError(`no snapshot is named ${label}`);
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
    list: (name) =>
      [...saved.keys()].flatMap((key) =>
        key.startsWith(keyFor('', name)) ? [key.slice(keyFor('', name).length)] : [],
      ),
  };
}
