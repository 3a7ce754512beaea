import type { Fields } from '../fields.js';
import { foldKey, keyName, keyOf, type MatchKey } from './match-key.js';

/** An earlier row: its line, and the key by which it names the same record. */
export interface EarlierRow {
  readonly key: MatchKey;
  readonly line: number;
}

const inPage = 1024;

/** The line that is noted at a place of a page; undefined where none is, and this one is noted. */
function notedBefore(page: Uint32Array, place: number, line: number): number | undefined {
  const before = page[place] ?? 0;
  if (before !== 0) return before;
  page[place] = line;
  return undefined;
}

/**
 * Which keys have come, and on which line of the source each came first. Whole numbers that lie close together are kept in pages, so
 * that a million of them cost little.
 */
export class SeenKeys {
  readonly #pages = new Map<number, Uint32Array>();
  readonly #lines = new Map<string | number, number>();
  #count = 0;

  /** The line on which a key came before, from 1; undefined where this is the first, which is noted. */
  before(key: string | number, line: number): number | undefined {
    const found = this.#lines.get(key);
    if (found !== undefined) return found;
    this.#count += 1;
    if (typeof key === 'number' && Number.isInteger(key) && key >= 0) {
      const page = this.#page(Math.floor(key / inPage));
      if (page) return notedBefore(page, key % inPage, line);
    }
    this.#lines.set(key, line);
    return undefined;
  }

  /** No more pages than a quarter of them would fill: numbers that lie far apart are kept one by one. */
  #page(number: number): Uint32Array | undefined {
    const page = this.#pages.get(number);
    if (page || this.#pages.size > 16 + (this.#count * 4) / inPage) return page;
    const fresh = new Uint32Array(inPage);
    this.#pages.set(number, fresh);
    return fresh;
  }

  /** The first earlier row that has any of the keys of a record; all of them are noted. */
  anyBefore(record: Fields, keys: readonly MatchKey[], line: number): EarlierRow | undefined {
    const came = keys.flatMap((key): EarlierRow[] => {
      const value = keyOf(record, key);
      const before =
        value === undefined ? undefined : this.before(`${keyName(key)}=${foldKey(value)}`, line);
      return before === undefined ? [] : [{ key, line: before }];
    });
    return came[0];
  }
}
