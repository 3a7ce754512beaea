import { type Application, applicationRecord } from '../auth/applications.js';
import type { SandboxClock } from '../clock.js';
import type { RateLimit } from '../options.js';
import { RateWindow } from '../rate-window.js';
import { createSeeder } from '../seed/seeder.js';
import type { SeedSize } from '../seed/size.js';
import type { DataFolder, Foundation } from '../store/durable/data-folder.js';
import type { Seeder } from '../store/memory-store.js';
import { openStore } from '../store/open-store.js';
import type { HaloRecord, Key, Store } from '../store/port.js';

/** One tenant: its records and its request window. */
export interface Tenant {
  readonly name: string;
  readonly store: Store;
  /** Fills a collection as it was at the start. */
  readonly seeder: Seeder;
  readonly window: RateWindow;
  /** Empties the tenant and fills it again. */
  reseed(size?: SeedSize): void;
}

/** What a tenant is made from. */
export interface TenantParts {
  readonly name: string;
  readonly size: SeedSize;
  readonly clock: SandboxClock;
  readonly limit: RateLimit | 'off';
  readonly keyOf: (resource: string, record: HaloRecord) => Key;
  readonly applications: readonly Application[];
  /** Where its state is kept; in memory without one. */
  readonly folder: DataFolder | undefined;
}

/** A tenant with seeded records, or with those that its folder holds. */
export function createTenant(parts: TenantParts): Tenant {
  return new SeededTenant(parts);
}

class SeededTenant implements Tenant {
  readonly name: string;
  readonly window: RateWindow;
  readonly #parts: TenantParts;
  #foundation: Foundation;
  #seeder: Seeder;
  #store: Store;

  constructor(parts: TenantParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.window = new RateWindow(parts.clock, parts.limit);
    const found = parts.folder?.foundation(parts.name);
    this.#foundation = found ?? { size: parts.size, seededAt: parts.clock.now(), generation: 1 };
    if (!found) parts.folder?.lay(parts.name, this.#foundation);
    this.#seeder = this.#makeSeeder();
    this.#store = this.#openStore();
  }

  get store(): Store {
    return this.#store;
  }

  get seeder(): Seeder {
    return this.#seeder;
  }

  reseed(size: SeedSize = this.#foundation.size): void {
    const { clock, folder } = this.#parts;
    const foundation = { size, seededAt: clock.now(), generation: this.#foundation.generation + 1 };
    folder?.lay(this.name, foundation);
    this.#foundation = foundation;
    this.#store.discard();
    this.#seeder = this.#makeSeeder();
    this.#store = this.#openStore();
  }

  #makeSeeder(): Seeder {
    const { applications, keyOf } = this.#parts;
    const { size, seededAt } = this.#foundation;
    return createSeeder({
      size,
      now: seededAt,
      keyOf,
      given: { applications: () => applications.map(applicationRecord) },
    });
  }

  #openStore(): Store {
    const { folder } = this.#parts;
    return openStore(
      this.#seeder,
      folder?.openLog(folder.logPath(this.name, this.#foundation.generation)),
    );
  }
}
