import { compareKeys, type SortKey } from './sort-key.js';

/** One entry of an index: where a record is, and what it sorts by. */
export interface IndexEntry {
  readonly slot: number;
  readonly key: SortKey;
}

/** The slots of a collection sorted by one field, kept sorted through writes so that an ordered list need not sort again. */
export class OrderedIndex {
  readonly #slots: number[];
  readonly #keys: SortKey[];

  constructor(entries: IndexEntry[]) {
    entries.sort((a, b) => compareKeys(a.key, b.key) || a.slot - b.slot);
    this.#slots = entries.map((entry) => entry.slot);
    this.#keys = entries.map((entry) => entry.key);
  }

  /** The slots in ascending order. */
  get slots(): readonly number[] {
    return this.#slots;
  }

  insert(entry: IndexEntry): void {
    const at = this.#position(entry);
    this.#slots.splice(at, 0, entry.slot);
    this.#keys.splice(at, 0, entry.key);
  }

  remove(entry: IndexEntry): void {
    const at = this.#position(entry);
    this.#slots.splice(at, 1);
    this.#keys.splice(at, 1);
  }

  /** Position of the first entry that does not sort before this one; the slot breaks ties, so that an entry is found exactly. */
  #position({ key, slot }: IndexEntry): number {
    let low = 0;
    let high = this.#slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The middle lies within the two lists, which are of one length.
      const order = compareKeys(this.#keys[middle]!, key) || this.#slots[middle]! - slot;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
