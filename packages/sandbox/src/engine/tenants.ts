import { findResource } from 'halopsa-catalogue';
import { defaultApplications } from '../auth/applications.js';
import type { SandboxClock } from '../clock.js';
import type { SandboxOptions } from '../options.js';
import type { ResourceModel } from '../resources/contract.js';
import type { SeedSize } from '../seed/size.js';
import { capture, storeOf } from '../snapshots/snapshot.js';
import type { DataFolder } from '../store/durable/data-folder.js';
import { openStore } from '../store/open-store.js';
import type { HaloRecord, Key, Store } from '../store/port.js';
import { createTenant, type Tenant } from './tenant.js';

/** The tenant that every sandbox has. */
export const MAIN_TENANT = 'sandbox';

/** What tenants are made from. */
interface TenantsParts {
  readonly options: SandboxOptions;
  readonly clock: SandboxClock;
  readonly model: (attribute: string) => ResourceModel;
  /** Where their state is kept; in memory without one. */
  readonly folder: DataFolder | undefined;
}

const seedNothing = (): void => undefined;

/** The tenants of a sandbox and who is signed in to them: all of its state that lasts. */
export class Tenants {
  readonly all: ReadonlyMap<string, Tenant>;
  /** The tenant that every sandbox has. */
  readonly main: Tenant;
  /** Tokens and codes that were handed out. */
  readonly signIns: Store;
  /** True where the tenants were named, so that an unknown name is one. */
  readonly #named: boolean;
  readonly #folder: DataFolder | undefined;

  constructor({ options, clock, model, folder }: TenantsParts) {
    this.#named = options.tenants !== undefined;
    this.#folder = folder;
    this.signIns = openStore(seedNothing, folder?.openLog(folder.signInsPath));
    // Collections that no resource has are kept under their records' ids.
    const keyOf = (name: string, record: HaloRecord): Key =>
      findResource(name) ? model(name).keyOf(record) : (record.id as Key);
    const { rateLimit: limit = 'off', applications = defaultApplications, seed = 'demo' } = options;
    const build = (name: string, size: SeedSize): Tenant =>
      createTenant({ name, size, clock, limit, keyOf, applications, folder });
    const { [MAIN_TENANT]: own, ...others } = options.tenants ?? {};
    this.main = build(MAIN_TENANT, own?.seed ?? seed);
    this.all = new Map([
      [MAIN_TENANT, this.main],
      ...Object.entries(others).map(([name, one]): [string, Tenant] => [
        name,
        build(name, one.seed ?? seed),
      ]),
    ]);
  }

  /** The tenant of this name; without a name, the main one. */
  find(name: string = MAIN_TENANT): Tenant | undefined {
    return this.all.get(name) ?? (this.#named ? undefined : this.main);
  }

  /** What the tenants hold now, as stores of their own. */
  keep(): ReadonlyMap<string, Store> {
    return new Map(
      [...this.all].map(([name, { store, seeder }]) => [name, storeOf(capture(store), seeder)]),
    );
  }

  /** Makes what was stored durable, before anybody hears of it. */
  commit(): void {
    for (const store of this.#stores()) store.commit();
  }

  /** Gives up the folder that the state is kept in; throws where the last changes could not be written to it. */
  close(): void {
    const failures = this.#stores().flatMap((store) => failureOf(() => store.close()));
    this.#folder?.close();
    if (failures.length > 0) throw failures[0];
  }

  #stores(): Store[] {
    return [...[...this.all.values()].map(({ store }) => store), this.signIns];
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
