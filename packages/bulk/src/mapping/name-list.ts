import type { WireRecord } from 'halopsa';
import type { Reference } from 'halopsa-catalogue/references';
import { pagesOf } from '../matching/look-up-cost.js';
import type { Tenant } from '../tenant.js';
import {
  addRow,
  calledBy,
  meantFirst,
  type Named,
  type NewTable,
  nameKey,
  type Table,
} from './named-records.js';

/** The records of one list by their names: the list is read once, when it is first needed, or names are searched for in it. */
export class NameList {
  readonly #tenant: Tenant;
  readonly #reference: Reference;
  readonly #query: Reference['query'];
  /** Names that were searched for and found. */
  readonly #found = new Map<string, readonly Named[]>();
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
    this.#size ??= await this.#tenant.size(this.#reference.resource, this.#query);
    if (this.#found.size + names.length >= pagesOf(this.#size)) return false;
    await this.#tenant.each(names, async (name) => {
      const having: Named[] = [];
      for await (const page of this.#pages(searchWord(name)!))
        having.push(...page.flatMap((row) => calledBy(row, this.#reference, nameKey(name)) ?? []));
      if (having.length > 0) this.#found.set(nameKey(name), meantFirst(having));
    });
    return names.every((name) => this.#found.has(nameKey(name)));
  }

  #pages(search?: string): AsyncIterable<readonly WireRecord[]> {
    const query = search === undefined ? this.#query : { ...this.#query, search };
    return this.#tenant.pages(this.#reference.resource, query);
  }
}

/** What to search for: the longest plain word of a name, which all that look like it have in common; an address whole. */
function searchWord(name: string): string | undefined {
  const text = name.trim();
  if (/^[\w.+-]+@[\w.-]+$/.test(text)) return text;
  return text
    .match(/[A-Za-z0-9]{2,}/g)
    ?.reduce((longest, word) => (word.length > longest.length ? word : longest));
}
