import { resourceNamed } from 'halopsa-catalogue';
import { wholeListOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import type { Fields } from '../fields.js';
import type { Draft } from '../mapping/field-path.js';
import type { Tenant } from '../tenant.js';
import { isFilled, refuseHiddenKeys } from './hidden-keys.js';
import { listWith, outerFields } from './list-scope.js';
import { isListCheaper, mostAlone, pagesOf } from './look-up-cost.js';
import { foldKey, isNamedById, keyName, keyOf, type MatchKey, nearKey } from './match-key.js';
import type { Id } from './record-id.js';
import { sameValue } from './same-value.js';
import { isShown } from './shown-fields.js';

/** What is needed of the records of a tenant. */
export interface Wanted {
  readonly resource: string;
  /** Fields whose present values are needed. */
  readonly fields: readonly string[];
  /** Fields that are of use where the list shows them, and are worth no request of their own. */
  readonly extras?: readonly string[] | undefined;
  /** Keys by which records are looked up, besides the id. */
  readonly keys: readonly MatchKey[];
  /** Filters of the list; default: the whole of it, inactive records too. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Ids by the exact key, and by what Halo treats as the same key. */
interface KeyIndex {
  readonly exact: Map<string, Id[]>;
  readonly folded: Map<string, Id[]>;
  near?: Map<string, { readonly id: Id; readonly value: string }>;
}

/** Records that are read to find out whether a list leaves a field out or the field is empty. */
const probes = 5;

/**
 * The records of a tenant as they are now. Their list is read once, or each record by itself if that takes fewer requests. A list leaves
 * out fields that are empty and fields that it never shows, so a missing field proves nothing: such a record is read by itself when it is
 * needed. Records within others, such as the actions of tickets, have no list of their own: one is read for each outer record of the rows.
 */
export class CurrentRecords {
  readonly #tenant: Tenant;
  readonly #wanted: Wanted;
  readonly #rows = new Map<string, Fields>();
  readonly #details = new Map<string, Fields | undefined>();
  readonly #byKey = new Map<string, KeyIndex>();
  readonly #byText = new Map<string, ReadonlyMap<string, readonly Id[]>>();
  /** Fields that some row of the list shows. */
  readonly #carried = new Set<string>();
  readonly #kept: ReadonlySet<string>;
  readonly #canRead: boolean;
  /** Fields that no row of the list is known to hold whole. */
  readonly #parts: readonly string[];
  /** Fields whose present values are needed, without those that no answer shows. */
  readonly #needed: readonly string[];
  readonly #shown = new Set<string>();
  /** The reading of each list of records within others, by its filter. */
  readonly #within = new Map<string, Promise<void>>();
  readonly #isWithin: boolean;
  #isListed = false;
  /** Records that were read by themselves, and those of them that were read besides their list. */
  #read = 0;
  #readAlone = 0;
  #listed = 0;
  #size: number | undefined;
  #sizing: Promise<number> | undefined;
  #listing: Promise<void> | undefined;
  /** Ids that the list does not hold: how many were asked for by themselves, and whether any was there. */
  #missing = { asked: 0, isHidden: false };

  constructor(tenant: Tenant, wanted: Wanted) {
    this.#tenant = tenant;
    this.#wanted = wanted;
    const resource = resourceNamed(wanted.resource);
    this.#kept = new Set([...wanted.fields, ...(wanted.extras ?? []), 'id']);
    this.#canRead = resource.operations['get'] !== undefined;
    this.#isWithin = outerFields(resource).length > 0;
    for (const key of wanted.keys)
      this.#byKey.set(keyName(key), { exact: new Map(), folded: new Map() });
    const schema = resource.schema === undefined ? undefined : findSchema(resource.schema);
    this.#needed = wanted.fields.filter((field) => isShown(field, resource));
    this.#parts = this.#needed.filter((field) =>
      /\[\]$|^[A-Z]/.test(schema?.fields.get(field)?.type ?? ''),
    );
  }

  get #query(): Readonly<Record<string, string>> {
    return this.#wanted.query ?? wholeListOf(this.#wanted.resource);
  }

  /** How many records were read by themselves so far, although their list was read. */
  get readAlone(): number {
    return this.#readAlone;
  }

  /** How many records its lists hold, as far as that is known. */
  get listed(): number {
    return Math.max(this.#listed, this.#size ?? 0);
  }

  /** Whether some row of the list shows each of these fields; undefined where it was not read. */
  shows(fields: readonly string[]): boolean | undefined {
    return this.#isListed
      ? this.#parts.length === 0 && fields.every((field) => this.#carried.has(field))
      : undefined;
  }

  /** How many lists were read. */
  get lists(): number {
    return this.#isWithin ? this.#within.size : 1;
  }

  /**
   * Reads the list, but for records within others: see `readListsOf`. Without this, records are read one by one, and can be found by id
   * only.
   */
  async readList(): Promise<void> {
    if (this.#isWithin) return;
    await this.#readPages(this.#query);
    await this.#refuseHiddenKeys();
  }

  /**
   * Prepares for reading this many records by their ids: reads the list if that takes fewer requests.
   * `size` is how many records the list holds, if that is known.
   */
  async prepare(count: number, size?: number): Promise<void> {
    this.#size ??= size;
    if (this.#isListed || !this.#mayList || (this.#canRead && count <= mostAlone)) return;
    if (this.#canRead && !isListCheaper(count, this.#size ?? (await this.#sizeOfList()))) return;
    this.#listing ??= this.readList();
    await this.#listing;
  }

  /** How many requests it takes to read this many records by their ids. */
  requestsFor(count: number): number {
    const byList = this.#mayList && isListCheaper(count, this.listed);
    return byList ? pagesOf(this.listed) + Math.min(this.#readAlone, count) : count;
  }

  /** Whether the list tells of records what is wanted; one that is known not to hold a field whole would be read for nothing. */
  get #mayList(): boolean {
    const { operations } = resourceNamed(this.#wanted.resource);
    return (
      operations['list'] !== undefined &&
      !this.#isWithin &&
      (this.#parts.length === 0 || !this.#canRead)
    );
  }

  async #sizeOfList(): Promise<number> {
    this.#sizing ??= this.#tenant.size(this.#wanted.resource, this.#query);
    this.#size = await this.#sizing;
    return this.#size;
  }

  /** Reads the lists that hold these records, each once, where they lie within others; does nothing for records that do not. */
  async readListsOf(records: readonly Fields[]): Promise<void> {
    if (!this.#isWithin || this.#byKey.size === 0) return;
    const queries = new Map<string, Readonly<Record<string, string>>>();
    for (const record of records) {
      const query = listWith(this.#wanted.resource, record);
      if (query) queries.set(JSON.stringify(query), query);
    }
    await this.#tenant.each([...queries], (next) => this.#readOnce(...next));
    await this.#refuseHiddenKeys();
  }

  #readOnce(name: string, query: Readonly<Record<string, string>>): Promise<void> {
    const begun = this.#within.get(name) ?? this.#readPages(query);
    this.#within.set(name, begun);
    return begun;
  }

  async #readPages(query: Readonly<Record<string, string>>): Promise<void> {
    const { resource, keys } = this.#wanted;
    for await (const page of this.#tenant.pages(resource, query)) {
      this.#listed += page.length;
      for (const row of page) {
        for (const field of keys.flat()) if (isFilled(row, field)) this.#shown.add(field);
        this.#keep(row);
      }
    }
    this.#isListed = true;
  }

  /** The ids of all records of the list, in its order. */
  *ids(): Generator<Id> {
    for (const record of this.#rows.values()) yield record['id'] as Id;
  }

  /** The ids of the records with exactly this key, or else of those whose key Halo treats as the same. */
  idsOf(key: MatchKey, value: string): readonly Id[] {
    const index = this.#byKey.get(keyName(key));
    if (!index) throw new Error(`records are not indexed by ${keyName(key)}`);
    return index.exact.get(value) ?? index.folded.get(foldKey(value)) ?? [];
  }

  /**
   * The ids of the records whose rows in the list say nothing against these values, by the first text that the list shows; undefined
   * where it shows none of them.
   */
  idsLike(values: Fields): readonly Id[] | undefined {
    const field = Object.keys(values).find(
      (name) => typeof values[name] === 'string' && values[name] !== '' && this.#carried.has(name),
    );
    if (field === undefined) return undefined;
    const index = this.#byText.get(field) ?? this.#indexText(field);
    const isLike = (row: Fields | undefined): boolean =>
      row !== undefined &&
      Object.entries(values).every(
        ([name, value]) => !isFilled(row, name) || sameValue(value, row[name]),
      );
    return (index.get(foldKey(String(values[field]).trim())) ?? []).filter((id) =>
      isLike(this.#rows.get(String(id))),
    );
  }

  #indexText(field: string): ReadonlyMap<string, readonly Id[]> {
    const index = new Map<string, Id[]>();
    for (const row of this.#rows.values())
      if (isFilled(row, field)) put(index, foldKey(String(row[field]).trim()), row['id'] as Id);
    this.#byText.set(field, index);
    return index;
  }

  /** A record whose key is nearly this one, and that key: see `nearKey`. */
  nearTo(key: MatchKey, value: string): { readonly id: Id; readonly value: string } | undefined {
    const index = this.#byKey.get(keyName(key));
    if (!index) return undefined;
    // Only rows that would make a record ask for it.
    index.near ??= new Map(
      [...index.exact].flatMap(([exact, [id]]) =>
        id === undefined ? [] : [[nearKey(exact), { id, value: exact }]],
      ),
    );
    return index.near.get(nearKey(value));
  }

  /** Reads beforehand what `get` will be asked for, several at a time. */
  async prefetch(ids: readonly Id[]): Promise<void> {
    const once = [...new Map(ids.map((id) => [String(id), id])).values()];
    const fresh = once.filter((id) => !this.#details.has(String(id)));
    await this.prepare(this.#read + fresh.length);
    if (this.#isListed && !this.#canRead) return;
    await this.#readAll(fresh.filter((id) => !this.#isListed || this.#lacks(id).length > 0));
    if (this.#isListed && !this.#isWithin)
      await this.#lookForMissing(fresh.filter((id) => !this.#rows.has(String(id))));
  }

  /** A list may hide records. A few ids that it does not hold are asked for, and all of them once one of those is there. */
  async #lookForMissing(ids: readonly Id[]): Promise<void> {
    const first = this.#missing.isHidden
      ? ids
      : ids.slice(0, Math.max(0, mostAlone - this.#missing.asked));
    this.#missing.asked += first.length;
    await this.#readAll(first);
    if (this.#missing.isHidden || !first.some((id) => this.#details.get(String(id)))) return;
    this.#missing.isHidden = true;
    await this.#readAll(ids.slice(first.length));
  }

  #readAll(ids: readonly Id[]): Promise<void> {
    return this.#tenant.each(ids, async (id) => {
      const record = await this.#tenant.get(this.#wanted.resource, id);
      this.#read += 1;
      if (this.#isListed) this.#readAlone += 1;
      const isMeant =
        record !== undefined && (record['id'] === undefined || String(record['id']) === String(id));
      this.#details.set(
        String(id),
        isMeant ? pick({ ...this.#rows.get(String(id)), ...record }, this.#kept) : undefined,
      );
    });
  }

  /** The record with this id as far as its fields were asked for, or undefined where there is none. Prefetch it first. */
  get(id: Id): Fields | undefined {
    const name = String(id);
    return this.#details.has(name) ? this.#details.get(name) : this.#rows.get(name);
  }

  /** The fields of a record of which nothing is known: its list does not show them, and it cannot be read by itself. */
  unknownOf(id: Id): readonly string[] {
    return this.#details.has(String(id)) ? [] : this.#lacks(id);
  }

  /** The fields that the row of a record does not tell; none for a record that is not in the list. */
  #lacks(id: Id): readonly string[] {
    const row = this.#rows.get(String(id));
    if (!row) return [];
    return this.#parts.length > 0 && this.#canRead
      ? this.#parts
      : this.#needed.filter((field) => !isFilled(row, field));
  }

  /** Forgets records that were read one by one. */
  forget(ids: readonly Id[]): void {
    for (const id of ids) this.#details.delete(String(id));
  }

  #keep(row: Fields): void {
    const id = row['id'] as Id;
    this.#rows.set(String(id), pick(row, this.#kept));
    for (const field of this.#kept) if (isFilled(row, field)) this.#carried.add(field);
    for (const key of this.#wanted.keys) this.#index(key, row, id);
  }

  #index(key: MatchKey, row: Fields, id: Id): void {
    const value = keyOf(row, key);
    if (value === undefined) return;
    const index = this.#byKey.get(keyName(key));
    if (!index) return;
    put(index.exact, value, id);
    put(index.folded, foldKey(value), id);
  }

  #refuseHiddenKeys(): Promise<void> {
    const unseen = this.#wanted.keys
      .flat()
      .filter((field) => field !== 'id' && !this.#shown.has(field));
    return refuseHiddenKeys(this.#wanted.resource, unseen, () => this.#probe());
  }

  /** A few records, read whole. */
  async #probe(): Promise<readonly Fields[]> {
    const { resource } = this.#wanted;
    const { operations, key } = resourceNamed(resource);
    if (!operations['get'] || !isNamedById({ key })) return [];
    const ids = [...this.#rows.values()].slice(-probes).map((record) => record['id'] as Id);
    const records = await Promise.all(ids.map((id) => this.#tenant.get(resource, id)));
    return records.filter((record) => record !== undefined);
  }
}

function put(index: Map<string, Id[]>, value: string, id: Id): void {
  const ids = index.get(value);
  if (ids) ids.push(id);
  else index.set(value, [id]);
}

const pick = (row: Fields, fields: ReadonlySet<string>): Fields => {
  const kept: Draft = {};
  for (const field of fields) if (row[field] !== undefined) kept[field] = row[field];
  return kept;
};
