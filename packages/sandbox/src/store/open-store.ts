import type { ChangeLog } from './durable/change-log.js';
import { DurableStore } from './durable/durable-store.js';
import { MemoryStore, type Seeder } from './memory-store.js';
import type { Store } from './port.js';

/** Opens the store that keeps records in this place: a log of changes on disk, or memory without one. */
export const openStore = (seeder: Seeder, log: ChangeLog | undefined): Store =>
  log ? new DurableStore(seeder, log) : new MemoryStore(seeder);
