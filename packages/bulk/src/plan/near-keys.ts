import type { CurrentRecords } from '../matching/current-records.js';
import {
  isIdAlone,
  keyName,
  keyOf,
  keyText,
  type MatchKey,
  nearKey,
} from '../matching/match-key.js';

/** Keys that differ in what people write in several ways: accents, apostrophes, ß or blanks. */
export class NearKeys {
  readonly #keys: readonly MatchKey[];
  readonly #current: CurrentRecords | undefined;
  /** The keys of rows that make records, by what is nearly the same. */
  readonly #rows = new Map<string, string>();

  constructor(keys: readonly MatchKey[], current: CurrentRecords | undefined) {
    this.#keys = keys;
    this.#current = current;
  }

  /** Why a row that would make a record may mean one that is there, or one of an earlier row. */
  problemOf(record: Readonly<Record<string, unknown>>, line: number): string | undefined {
    for (const key of this.#keys) {
      const value = keyOf(record, key);
      if (value === undefined || isIdAlone(key)) continue;
      const found = this.#current?.nearTo(key, value);
      const name = `${keyName(key)}=${nearKey(value)}`;
      const other = found ? `${found.value} (id ${found.id})` : this.#rows.get(name);
      if (other !== undefined)
        return `${keyText(record, key)} is nearly ${other}: write both alike, or say --allow-near if they are two records`;
      this.#rows.set(name, `${value} in line ${line}`);
    }
    return undefined;
  }
}
