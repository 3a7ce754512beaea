import type { Fields } from '../fields.js';
import type { CurrentRecords } from '../matching/current-records.js';
import {
  isIdAlone,
  keyName,
  keyOf,
  keyText,
  type MatchKey,
  nearKey,
} from '../matching/match-key.js';
import type { Why } from './why.js';

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
  problemOf(record: Fields, line: number): Why | undefined {
    for (const key of this.#keys) {
      const value = keyOf(record, key);
      if (value === undefined || isIdAlone(key)) continue;
      const found = this.#current?.nearTo(key, value);
      const name = `${keyName(key)}=${nearKey(value)}`;
      const other = found ? `${found.value} (id ${found.id})` : this.#rows.get(name);
      if (other !== undefined)
        return {
          message: `${keyText(record, key)} is nearly ${other}`,
          remedy: { code: 'allow-near' },
        };
      this.#rows.set(name, `${value} in line ${line}`);
    }
    return undefined;
  }
}
