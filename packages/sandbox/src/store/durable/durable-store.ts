import { MemoryCollection } from '../memory-collection.js';
import type { Seeder } from '../memory-store.js';
import type { Collection, HaloRecord, HaloValue, Key, Query, Selection, Store } from '../port.js';
import type { ChangeLog } from './change-log.js';

/** A store in memory whose every change is in a log as well: a collection is its seed with the changes of the log. */
export class DurableStore implements Store {
  readonly #collections = new Map<string, DurableCollection>();
  readonly #seeder: Seeder;
  readonly #log: ChangeLog;

  constructor(seeder: Seeder, log: ChangeLog) {
    this.#seeder = seeder;
    this.#log = log;
  }

  collection(name: string): Collection {
    const known = this.#collections.get(name);
    if (known) return known;
    const memory = new MemoryCollection();
    const created = new DurableCollection(name, memory, this.#log);
    this.#collections.set(name, created);
    this.#seeder(name, memory);
    for (const [key, record] of this.#log.changesOf(name)) {
      if (record) memory.put(key, record);
      else {
        memory.remove(key);
        // The number of a removed record is not given to another.
        if (typeof key === 'number') memory.reserve(key);
      }
    }
    return created;
  }

  names(): readonly string[] {
    return [...new Set([...this.#collections.keys(), ...this.#log.names()])];
  }

  commit(): void {
    this.#log.commit();
  }

  close(): void {
    this.#log.close();
  }

  discard(): void {
    this.#log.discard();
  }
}

class DurableCollection implements Collection {
  readonly #name: string;
  readonly #memory: MemoryCollection;
  readonly #log: ChangeLog;

  constructor(name: string, memory: MemoryCollection, log: ChangeLog) {
    this.#name = name;
    this.#memory = memory;
    this.#log = log;
  }

  get size(): number {
    return this.#memory.size;
  }

  get(key: Key): HaloRecord | undefined {
    return this.#memory.get(key);
  }

  put(key: Key, record: HaloRecord): void {
    this.#memory.put(key, record);
    this.#log.add([this.#name, key, record]);
  }

  remove(key: Key): boolean {
    const removed = this.#memory.remove(key);
    if (removed) this.#log.add([this.#name, key, null]);
    return removed;
  }

  nextId(): number {
    return this.#memory.nextId();
  }

  scan(): Iterable<HaloRecord> {
    return this.#memory.scan();
  }

  entries(): Iterable<[Key, HaloRecord]> {
    return this.#memory.entries();
  }

  select(query: Query): Selection {
    return this.#memory.select(query);
  }

  matching(field: string, value: HaloValue): Iterable<HaloRecord> {
    return this.#memory.matching(field, value);
  }
}
