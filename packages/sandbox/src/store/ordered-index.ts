import type { HaloRecord } from './port.js';
import { compareKeys, type SortKey, sortKey } from './sort-key.js';

/** The records of a collection sorted by one field, kept sorted through writes so that an ordered list need not sort again. */
export class OrderedIndex {
  readonly #field: string;
  readonly #records: HaloRecord[];
  readonly #keys: SortKey[];

  constructor(field: string, records: Iterable<HaloRecord>) {
    this.#field = field;
    const rows = Array.from(records, (record) => ({ record, key: sortKey(record[field]) }));
    rows.sort((a, b) => compareKeys(a.key, b.key) || compareIds(a.record, b.record));
    this.#records = rows.map((row) => row.record);
    this.#keys = rows.map((row) => row.key);
  }

  insert(record: HaloRecord): void {
    const at = this.#position(record);
    this.#records.splice(at, 0, record);
    this.#keys.splice(at, 0, sortKey(record[this.#field]));
  }

  remove(record: HaloRecord): void {
    // Records of different keys may compare equal, so the run of equals is searched for the very object.
    const at = this.#records.indexOf(record, this.#position(record));
    if (at < 0) return;
    this.#records.splice(at, 1);
    this.#keys.splice(at, 1);
  }

  *walk(descending: boolean): Generator<HaloRecord> {
    const records = this.#records;
    if (descending) for (let at = records.length - 1; at >= 0; at -= 1) yield records[at]!;
    else yield* records;
  }

  /** Position of the first record that does not sort before this one. */
  #position(record: HaloRecord): number {
    const key = sortKey(record[this.#field]);
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareKeys(this.#keys[middle]!, key) || compareIds(this.#records[middle]!, record);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const compareIds = (a: HaloRecord, b: HaloRecord): number => compareKeys(sortKey(a.id), sortKey(b.id));
