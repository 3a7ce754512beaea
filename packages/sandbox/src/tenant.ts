import { type Application, applicationRecord } from './auth/applications.js';
import type { SandboxClock } from './clock.js';
import type { RateLimit } from './options.js';
import { RateWindow } from './rate-window.js';
import { createSeeder } from './seed/seeder.js';
import type { SeedSize } from './seed/size.js';
import { MemoryStore } from './store/memory-store.js';
import type { HaloRecord, Key, Store } from './store/port.js';

/** One tenant: its records and its request window. */
export interface Tenant {
  readonly name: string;
  store: Store;
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
}

/** A tenant with seeded records. */
export function createTenant({ name, size, clock, limit, keyOf, applications }: TenantParts): Tenant {
  let current = size;
  const given = { applications: () => applications.map(applicationRecord) };
  const fresh = (): Store => new MemoryStore(createSeeder({ size: current, now: clock.now(), keyOf, given }));
  return {
    name,
    store: fresh(),
    window: new RateWindow(clock, limit),
    reseed(next = current) {
      current = next;
      this.store = fresh();
    },
  };
}
