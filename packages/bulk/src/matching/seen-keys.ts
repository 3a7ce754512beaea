import { foldKey, keyName, keyOf, type MatchKey } from './match-key.js';

/** An earlier row: its line, and the key by which it names the same record. */
export interface EarlierRow {
  readonly key: MatchKey;
  readonly line: number;
}

/** Which keys have come, and on which line of the source each came first. */
export class SeenKeys {
  readonly #lines = new Map<string | number, number>();

  /** The line on which a key came before; undefined where this is the first, which is noted. */
  before(key: string | number, line: number): number | undefined {
    const found = this.#lines.get(key);
    if (found === undefined) this.#lines.set(key, line);
    return found;
  }

  /** The first earlier row that has any of the keys of a record; all of them are noted. */
  anyBefore(record: Readonly<Record<string, unknown>>, keys: readonly MatchKey[], line: number): EarlierRow | undefined {
    const came = keys.flatMap((key): EarlierRow[] => {
      const value = keyOf(record, key);
      const before = value === undefined ? undefined : this.before(`${keyName(key)}=${foldKey(value)}`, line);
      return before === undefined ? [] : [{ key, line: before }];
    });
    return came[0];
  }
}
