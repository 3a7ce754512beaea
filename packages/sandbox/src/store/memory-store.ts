import { MemoryCollection } from './memory-collection.js';
import type { Collection, Store } from './port.js';

/** Fills a collection that has just been created. */
export type Seeder = (name: string, collection: Collection) => void;

/** A store held in memory whose collections are seeded when they are first touched, so that starting costs nothing. */
export class MemoryStore implements Store {
  readonly #collections = new Map<string, MemoryCollection>();
  readonly #seeder: Seeder;

  constructor(seeder: Seeder) {
    this.#seeder = seeder;
  }

  collection(name: string): Collection {
    const known = this.#collections.get(name);
    if (known) return known;
    const created = new MemoryCollection();
    this.#collections.set(name, created);
    this.#seeder(name, created);
    return created;
  }

  names(): readonly string[] {
    return [...this.#collections.keys()];
  }

  commit(): void {}

  close(): void {}

  discard(): void {}
}
