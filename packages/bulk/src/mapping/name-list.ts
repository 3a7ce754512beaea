import {
  addRow,
  calledBy,
  meantFirst,
  type Named,
  type NewTable,
  nameKey,
  searchWord,
  type Table,
} from 'halopsa-catalogue/names';
import type { Reference } from 'halopsa-catalogue/references';
import type { Fields } from '../fields.js';
import { isRefused } from '../matching/is-refused.js';
import { mostAlone, pagesOf } from '../matching/look-up-cost.js';
import type { Tenant } from '../tenant.js';

/** A list of more pages is not read to find out whether a number is a name too. */
const mostPages = 100;

/** The records of one list by their names: the list is read once, when it is first needed, or names are searched for in it. */
export class NameList {
  readonly #tenant: Tenant;
  readonly #reference: Reference;
  readonly #query: Reference['query'];
  /** Names that were searched for and found. */
  readonly #found = new Map<string, readonly Named[]>();
  /** Numbers that were searched for, with the records that have them for a name; none where that would have taken many requests. */
  readonly #numbers = new Map<string, readonly Named[]>();
  #unsearched = 0;
  #size: number | undefined;
  #table: Table | undefined;

  constructor(tenant: Tenant, reference: Reference, query: Reference['query']) {
    this.#tenant = tenant;
    this.#reference = reference;
    this.#query = query;
  }

  /** The whole list; undefined where it was not read. */
  get table(): Table | undefined {
    return this.#table;
  }

  /** The records that have a name; undefined where it was not looked up. */
  namesakes(key: string): readonly Named[] | undefined {
    return this.#table ? (this.#table.byName.get(key) ?? []) : this.#found.get(key);
  }

  /** Looks up names: each by a search where that takes fewer requests than the list, and finds all of them, or else by the list. */
  async lookUp(names: readonly string[]): Promise<void> {
    if (this.#table === undefined && !(await this.#search(names))) await this.load();
  }

  /** The records that have a number for a name; undefined where it was not looked up. */
  numberNamesakes(key: string): readonly Named[] | undefined {
    return this.#table ? (this.#table.byName.get(key) ?? []) : this.#numbers.get(key);
  }

  /** Looks for numbers among the names: a few by searches, more by the list, and none where that takes many requests. */
  async lookUpNumbers(numbers: readonly string[]): Promise<void> {
    if (this.#table) return;
    const isFew =
      this.#reference.isSearched === true && this.#numbers.size + numbers.length <= mostAlone;
    try {
      if (isFew && numbers.every((number) => searchWord(number) !== undefined))
        return await this.#searchEach(numbers, (key, having) => this.#numbers.set(key, having));
      if (pagesOf(await this.#sizeOf()) <= mostPages) return await this.load();
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    this.#unsearched += numbers.length;
    for (const number of numbers) this.#numbers.set(nameKey(number), []);
  }

  /** How many numbers were not looked for among the names, in words. */
  notes(): string[] {
    if (this.#unsearched === 0 || this.#table) return [];
    return [
      `${this.#unsearched} ${this.#unsearched === 1 ? 'number is taken for an id' : 'numbers are taken for ids'} of ${this.#reference.resource}: their list is too long, or not to be read, to tell whether that is a name as well.`,
    ];
  }

  /** Reads the list. */
  async load(): Promise<void> {
    const list: NewTable = { ids: new Set(), byName: new Map(), labels: [] };
    for await (const page of this.#pages())
      for (const row of page) addRow(list, row, this.#reference);
    for (const [name, named] of list.byName) list.byName.set(name, meantFirst(named));
    this.#table = list;
  }

  /** Searches for names, where that is worth it; gives whether all of them were found. */
  async #search(names: readonly string[]): Promise<boolean> {
    if (!this.#reference.isSearched || names.some((name) => searchWord(name) === undefined))
      return false;
    if (this.#found.size + names.length >= pagesOf(await this.#sizeOf())) return false;
    await this.#searchEach(names, (key, having) => {
      if (having.length > 0) this.#found.set(key, having);
    });
    return names.every((name) => this.#found.has(nameKey(name)));
  }

  async #sizeOf(): Promise<number> {
    this.#size ??= await this.#tenant.size(this.#reference.resource, this.#query);
    return this.#size;
  }

  #searchEach(
    names: readonly string[],
    keep: (key: string, having: readonly Named[]) => void,
  ): Promise<void> {
    return this.#tenant.each(names, async (name) => {
      const key = nameKey(name);
      const having: Named[] = [];
      for await (const page of this.#pages(searchWord(name) ?? name))
        having.push(...page.flatMap((row) => calledBy(row, this.#reference, key) ?? []));
      keep(key, meantFirst(having));
    });
  }

  #pages(search?: string): AsyncIterable<readonly Fields[]> {
    const query = search === undefined ? this.#query : { ...this.#query, search };
    return this.#tenant.pages(this.#reference.resource, query);
  }
}
