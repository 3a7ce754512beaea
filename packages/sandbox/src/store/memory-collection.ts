import { Column } from './column.js';
import { OrderedIndex } from './ordered-index.js';
import {
  type Collection,
  type FieldTest,
  type HaloRecord,
  type HaloValue,
  type Key,
  passes,
  type Query,
  type Selection,
  searchKeys,
  searchText,
  type Test,
  type TextTest,
} from './port.js';
import { sortKey } from './sort-key.js';

/** Lists are asked for in a handful of orders; beyond it the index that was built first goes. */
const MAX_ORDERED_INDEXES = 8;

/** Searches look into the same fields mostly; beyond these the texts that were made first go. */
const MAX_TEXTS = 4;

/** Slots of removed records are given back only when they are many. */
const MIN_HOLES = 1024;

/** A collection held in memory. Every record has a slot; indexes and columns are kept by slot and built when they are first needed. */
export class MemoryCollection implements Collection {
  readonly #slotOf = new Map<Key, number>();
  #records: (HaloRecord | undefined)[] = [];
  readonly #ordered = new Map<string, OrderedIndex>();
  readonly #columns = new Map<string, Column>();
  /** Texts for searching by the fields that they are made of, and by slot; made when they are first looked at. */
  readonly #texts = new Map<string, (string | undefined)[]>();
  readonly #equal = new Map<string, Map<HaloValue, Set<number>>>();
  #lastId = 0;

  get size(): number {
    return this.#slotOf.size;
  }

  get(key: Key): HaloRecord | undefined {
    const slot = this.#slotOf.get(key);
    return slot === undefined ? undefined : this.#records[slot];
  }

  put(key: Key, record: HaloRecord): void {
    let slot = this.#slotOf.get(key);
    if (slot === undefined) {
      slot = this.#records.length;
      this.#slotOf.set(key, slot);
    } else this.#unindex(slot);
    this.#records[slot] = record;
    if (typeof record.id === 'number' && record.id > this.#lastId) this.#lastId = record.id;
    for (const [field, index] of this.#ordered) index.insert({ slot, key: sortKey(record[field]) });
    for (const [field, column] of this.#columns) column.set(slot, record[field]);
    for (const texts of this.#texts.values()) texts[slot] = undefined;
    for (const [field, index] of this.#equal) addTo(index, record[field], slot);
  }

  remove(key: Key): boolean {
    const slot = this.#slotOf.get(key);
    if (slot === undefined) return false;
    this.#unindex(slot);
    this.#slotOf.delete(key);
    this.#records[slot] = undefined;
    for (const texts of this.#texts.values()) texts[slot] = undefined;
    if (this.#records.length - this.size > Math.max(MIN_HOLES, this.size)) this.#compact();
    return true;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Keeps a number from being given to a new record. */
  reserve(id: number): void {
    if (id > this.#lastId) this.#lastId = id;
  }

  *entries(): Generator<[Key, HaloRecord]> {
    for (const [key, slot] of this.#slotOf) yield [key, this.#recordAt(slot)];
  }

  *scan(): Generator<HaloRecord> {
    for (const record of this.#records) if (record) yield record;
  }

  *matching(field: string, value: HaloValue): Generator<HaloRecord> {
    let index = this.#equal.get(field);
    if (!index) {
      index = new Map();
      for (const [slot, record] of this.#records.entries())
        if (record) addTo(index, record[field], slot);
      this.#equal.set(field, index);
    }
    for (const slot of [...(index.get(value) ?? [])]) yield this.#recordAt(slot);
  }

  select({ tests, order, from, size }: Query): Selection {
    const slots = order && this.#orderedBy(order.field).slots;
    const descending = order?.descending === true;
    // An index has no holes, so that its length is the count and a page can be cut out of it.
    if (slots && tests.length === 0)
      return {
        rows: cut(slots, descending, { from, size }).map((slot) => this.#recordAt(slot)),
        count: slots.length,
      };
    return this.#pick(slots, this.#acceptor(tests, slots !== undefined), {
      descending,
      from,
      size,
    });
  }

  /** The page of those that are accepted, in the order of the slots given, or else as they were inserted. */
  #pick(
    slots: readonly number[] | undefined,
    accepts: (slot: number) => boolean,
    { descending, from, size }: { descending: boolean; from: number; size: number },
  ): Selection {
    const length = slots ? slots.length : this.#records.length;
    const rows: HaloRecord[] = [];
    let count = 0;
    for (let step = 0; step < length; step += 1) {
      const at = descending ? length - 1 - step : step;
      const slot = slots ? slots[at] : at;
      if (slot === undefined || !accepts(slot)) continue;
      if (count >= from && count - from < size) rows.push(this.#recordAt(slot));
      count += 1;
    }
    return { rows, count };
  }

  /** All tests as one of a slot: columns first, since records are scattered in memory and looked at only where it counts. */
  #acceptor(tests: readonly Test[], filled: boolean): (slot: number) => boolean {
    const records = this.#records;
    const masked = tests.filter(isIndexed).map((test) => this.#masked(test));
    const searches = tests.filter(isSearch).map((test) => this.#search(test));
    const whole = tests.filter((test) => !isIndexed(test) && !isSearch(test));
    const passesWhole = (slot: number): boolean => {
      const record = records[slot];
      return (
        record !== undefined &&
        searches.every((search) => search(slot, record)) &&
        whole.every((test) => passes(record, test))
      );
    };
    return (slot) => {
      for (const { codes, mask } of masked) {
        const code = codes[slot];
        if (code !== undefined && mask[code] === 0) return false;
      }
      return filled && whole.length + searches.length === 0 ? true : passesWhole(slot);
    };
  }

  #masked({ field, accepts }: FieldTest): { codes: Int32Array; mask: Uint8Array } {
    let column = this.#columns.get(field);
    if (!column) {
      column = new Column();
      for (const [slot, record] of this.#records.entries()) column.set(slot, record?.[field]);
      this.#columns.set(field, column);
    }
    return { codes: column.codes, mask: column.mask(accepts) };
  }

  #search(test: TextTest): (slot: number, record: HaloRecord) => boolean {
    const name = test.fields.join();
    let texts = this.#texts.get(name);
    if (!texts) {
      const oldest = this.#texts.keys().next().value;
      if (oldest !== undefined && this.#texts.size >= MAX_TEXTS) this.#texts.delete(oldest);
      // Made at its length: filled from the far end it would become a dictionary.
      texts = new Array<string | undefined>(this.#records.length);
      this.#texts.set(name, texts);
    }
    const known = texts;
    const keys = searchKeys(test);
    return (slot, record) => {
      const text = known[slot] ?? searchText(record, test.fields);
      known[slot] = text;
      return keys.some((key) => text.includes(key));
    };
  }

  #orderedBy(field: string): OrderedIndex {
    const known = this.#ordered.get(field);
    if (known) return known;
    const oldest = this.#ordered.keys().next().value;
    if (oldest !== undefined && this.#ordered.size >= MAX_ORDERED_INDEXES)
      this.#ordered.delete(oldest);
    const entries = [...this.#slotOf.values()].map((slot) => ({
      slot,
      key: sortKey(this.#recordAt(slot)[field]),
    }));
    const index = new OrderedIndex(entries);
    this.#ordered.set(field, index);
    return index;
  }

  #recordAt(slot: number): HaloRecord {
    // Slots come from the keys and the indexes, which have none of a removed record.
    return this.#records[slot]!;
  }

  #unindex(slot: number): void {
    const record = this.#recordAt(slot);
    for (const [field, index] of this.#ordered) index.remove({ slot, key: sortKey(record[field]) });
    for (const [field, index] of this.#equal) index.get(record[field])?.delete(slot);
  }

  /** Gives back the slots of removed records; indexes refer to slots and are rebuilt when they are needed. */
  #compact(): void {
    const kept: HaloRecord[] = [];
    for (const [key, slot] of this.#slotOf)
      this.#slotOf.set(key, kept.push(this.#recordAt(slot)) - 1);
    this.#records = kept;
    for (const indexes of [this.#ordered, this.#columns, this.#texts, this.#equal]) indexes.clear();
  }
}

/** A page of slots, read from the end where the order descends. */
function cut(
  slots: readonly number[],
  descending: boolean,
  { from, size }: { from: number; size: number },
): number[] {
  if (!descending) return slots.slice(from, from + size);
  const end = Math.max(0, slots.length - from);
  return slots.slice(Math.max(0, end - size), end).reverse();
}

/** Ids differ on every record, so that a column of them would save nothing. */
const isIndexed = (test: Test): test is FieldTest =>
  typeof test !== 'function' && 'field' in test && test.field !== 'id';
const isSearch = (test: Test): test is TextTest => typeof test !== 'function' && 'contains' in test;

function addTo(index: Map<HaloValue, Set<number>>, value: HaloValue, slot: number): void {
  const slots = index.get(value);
  if (slots) slots.add(slot);
  else index.set(value, new Set([slot]));
}
