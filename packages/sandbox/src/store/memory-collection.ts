import { OrderedIndex } from './ordered-index.js';
import type { Collection, HaloRecord, Key, Order } from './port.js';

/** Lists are asked for in a handful of orders; beyond it the index that was built first goes. */
const MAX_ORDERED_INDEXES = 8;

/** A collection held in memory. */
export class MemoryCollection implements Collection {
  readonly #records = new Map<Key, HaloRecord>();
  readonly #ordered = new Map<string, OrderedIndex>();
  readonly #equal = new Map<string, Map<unknown, Set<Key>>>();
  #lastId = 0;

  get size(): number {
    return this.#records.size;
  }

  get(key: Key): HaloRecord | undefined {
    return this.#records.get(key);
  }

  put(key: Key, record: HaloRecord): void {
    const before = this.#records.get(key);
    if (before) this.#unindex(key, before);
    this.#records.set(key, record);
    if (typeof record.id === 'number' && record.id > this.#lastId) this.#lastId = record.id;
    for (const index of this.#ordered.values()) index.insert(record);
    for (const [field, index] of this.#equal) addTo(index, record[field], key);
  }

  remove(key: Key): boolean {
    const record = this.#records.get(key);
    if (!record) return false;
    this.#unindex(key, record);
    return this.#records.delete(key);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  scan(order?: Order): Iterable<HaloRecord> {
    return order ? this.#orderedBy(order.field).walk(order.descending) : this.#records.values();
  }

  *matching(field: string, value: unknown): Generator<HaloRecord> {
    let index = this.#equal.get(field);
    if (!index) {
      index = new Map();
      for (const [key, record] of this.#records) addTo(index, record[field], key);
      this.#equal.set(field, index);
    }
    for (const key of index.get(value) ?? []) yield this.#records.get(key)!;
  }

  #orderedBy(field: string): OrderedIndex {
    const known = this.#ordered.get(field);
    if (known) return known;
    const oldest = this.#ordered.keys().next().value;
    if (oldest !== undefined && this.#ordered.size >= MAX_ORDERED_INDEXES) this.#ordered.delete(oldest);
    const index = new OrderedIndex(field, this.#records.values());
    this.#ordered.set(field, index);
    return index;
  }

  #unindex(key: Key, record: HaloRecord): void {
    for (const index of this.#ordered.values()) index.remove(record);
    for (const [field, index] of this.#equal) index.get(record[field])?.delete(key);
  }
}

function addTo(index: Map<unknown, Set<Key>>, value: unknown, key: Key): void {
  const keys = index.get(value);
  if (keys) keys.add(key);
  else index.set(value, new Set([key]));
}
