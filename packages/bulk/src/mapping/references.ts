import { findResource } from 'halopsa-catalogue';
import { type Reference, referenceOf as referred } from 'halopsa-catalogue/references';
import { pagesOf } from '../matching/look-up-cost.js';
import type { Tenant } from '../tenant.js';
import { KnownIds } from './known-ids.js';
import {
  addRow,
  calledBy,
  meantFirst,
  type Named,
  type NewTable,
  nameKey,
  type Table,
} from './named-records.js';
import { Problem } from './problem.js';
import { isWithin, nearRecord, type Scope, scopeText } from './scope.js';

/** Says that a name has to be looked up before it can be understood. */
export class NeedsLookUp extends Problem {
  readonly reference: Reference;
  readonly name: string;

  constructor(reference: Reference, name: string) {
    super(`"${name}" has not been looked up`);
    this.reference = reference;
    this.name = name;
  }
}

/**
 * What the number in a field of a resource refers to, by the names of the records or by a field of theirs; undefined where it refers to
 * nothing that is known, or holds the name itself.
 */
export function referenceOf(owner: string, field: string, by?: string): Reference | undefined {
  const found = referred(owner, field);
  if (!found || found.names.includes(found.key)) return undefined;
  if (by === undefined) return found;
  return {
    ...found,
    names: [by],
    label: by,
    isSearched: found.isSearched === true && found.names.includes(by),
  };
}

/** A list without pages is one request, which buys a check of every number; others are read once a row brings a name. */
export const isShort = ({ resource }: Reference): boolean =>
  findResource(resource)?.paging === 'none';

/** Names of records and the ids behind them; each list is read once, when it is first needed. */
export class References {
  readonly #tenant: Tenant | undefined;
  readonly #ids: KnownIds | undefined;
  /** Names that were searched for, by their list, with how long that is. */
  readonly #searched = new Map<
    string,
    { readonly byName: Map<string, readonly Named[]>; readonly size: number }
  >();
  readonly #tables = new Map<string, Table>();
  readonly #byReference = new WeakMap<Reference, Table>();

  constructor(tenant: Tenant | undefined) {
    this.#tenant = tenant;
    this.#ids = tenant && new KnownIds(tenant);
  }

  /** Whether a list has been read, or cannot be read at all. */
  isLoaded(reference: Reference): boolean {
    return this.#tenant === undefined || this.#table(reference) !== undefined;
  }

  /** Looks up names: each by a search where that takes fewer requests than the list, and finds all of them, or else by the list. */
  async lookUp(needs: readonly NeedsLookUp[]): Promise<void> {
    for (const [key, { reference }] of new Map(
      needs.map((need) => [tableKey(need.reference), need]),
    )) {
      const names = new Set(
        needs.flatMap((need) => (tableKey(need.reference) === key ? [need.name] : [])),
      );
      if (!this.isLoaded(reference) && !(await this.#search(reference, [...names])))
        await this.load(reference);
    }
  }

  /** Searches for names, where that is worth it; gives whether all of them were found. */
  async #search(reference: Reference, names: readonly string[]): Promise<boolean> {
    const { resource, query } = reference;
    if (!reference.isSearched || names.some((name) => searchWord(name) === undefined)) return false;
    const key = tableKey(reference);
    const found = this.#searched.get(key) ?? {
      byName: new Map(),
      size: await this.#tenant!.size(resource, query),
    };
    this.#searched.set(key, found);
    if (found.byName.size + names.length >= pagesOf(found.size)) return false;
    await this.#tenant!.each(names, async (name) => {
      const having: Named[] = [];
      for await (const page of this.#tenant!.pages(resource, {
        ...query,
        search: searchWord(name)!,
      }))
        having.push(...page.flatMap((row) => calledBy(row, reference, nameKey(name)) ?? []));
      if (having.length > 0) found.byName.set(nameKey(name), meantFirst(having));
    });
    return names.every((name) => found.byName.has(nameKey(name)));
  }

  /** Reads a list. */
  async load(reference: Reference): Promise<void> {
    const list: NewTable = { ids: new Set(), byName: new Map(), labels: [] };
    for await (const page of this.#tenant!.pages(reference.resource, reference.query))
      for (const row of page) addRow(list, row, reference);
    for (const [name, named] of list.byName) list.byName.set(name, meantFirst(named));
    this.#tables.set(tableKey(reference), list);
  }

  /** The ids of a list that has been loaded, each with its name. */
  labels(reference: Reference): Table['labels'] {
    return this.#table(reference)?.labels ?? [];
  }

  /** Found by the reference itself after the first time: this is asked for every cell. */
  #table(reference: Reference): Table | undefined {
    if (this.#tenant === undefined) return undefined;
    const known = this.#byReference.get(reference) ?? this.#tables.get(tableKey(reference));
    if (known) this.#byReference.set(reference, known);
    return known;
  }

  /** Looks up numbers, as far as few requests tell whether they are those of records. */
  async check(reference: Reference, values: readonly unknown[]): Promise<void> {
    const ids = values.filter((value): value is number => this.#isOpen(reference, value));
    if (ids.length > 0) await this.#ids?.check(reference, ids, this.isLoaded(reference));
  }

  /** Why a number that was checked is that of no record; undefined where it may be. */
  missing(reference: Reference, id: unknown): Problem | undefined {
    if (!this.#isOpen(reference, id) || !this.#ids?.isMissing(reference, id)) return undefined;
    return new Problem(`there is no ${nounOf(reference)} with id ${id}`, String(id));
  }

  /** Whether a value is a number of which no list that was read tells that its record is there. */
  #isOpen(reference: Reference, value: unknown): value is number {
    return (
      typeof value === 'number' && value > 0 && this.#table(reference)?.ids.has(value) !== true
    );
  }

  /** The records that have a name; undefined where it was not looked up. */
  #namesakes(reference: Reference, key: string): readonly Named[] | undefined {
    const table = this.#table(reference);
    return table
      ? (table.byName.get(key) ?? [])
      : this.#searched.get(tableKey(reference))?.byName.get(key);
  }

  /** The id behind a name, or why there is none; where several records have the name, what the row says besides narrows it down. */
  resolve(reference: Reference, name: string, scope?: Scope): unknown {
    const { resource } = reference;
    const noun = nounOf(reference);
    if (!this.#tenant)
      return new Problem(
        `"${name}" is a name, and without a tenant there is no list of names to look it up in`,
      );
    const key = nameKey(name);
    const found = this.#namesakes(reference, key);
    if (!found) return new NeedsLookUp(reference, name);
    const agreeing = scope ? found.filter((one) => isWithin(one, scope)) : found;
    const meant = scope ? nearRecord(agreeing, scope, key) : found;
    if (meant.length === 1) return meant[0]!.id;
    const text = scope && scope.within.length > 0 ? scopeText(scope) : undefined;
    if (found.length === 0) return new Problem(`there is no ${noun} called "${name}"`, name, text);
    const within = text ? ` of ${text}` : '';
    if (meant.length === 0)
      return new Problem(
        `there is no ${noun}${within} called "${name}"; elsewhere it is the name of ${candidates(found)}`,
        name,
        text,
      );
    const message = `"${name}" is ambiguous: ${meant.length} ${titleOf(resource)}${within} have this name, ${candidates(meant)}; give the id`;
    // Which of them is meant may be plain once the rest of the row can be read.
    return scope?.isOpen ? new Problem(message) : new Problem(message, name, text);
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

const nounOf = ({ resource }: Reference): string => findResource(resource)?.singular ?? resource;
const titleOf = (resource: string): string =>
  findResource(resource)?.title.toLowerCase() ?? resource;

const candidatesShown = 5;

/** Records in words: their ids, and what tells them apart. */
function candidates(found: readonly Named[]): string {
  const shown = found
    .slice(0, candidatesShown)
    .map(({ id, apart }) => `${String(id)}${apart === '' ? '' : ` (${apart})`}`);
  return `${shown.join(', ')}${found.length > shown.length ? ` and ${found.length - shown.length} more` : ''}`;
}

const tableKey = ({ resource, key, names, query = {}, only = {}, last = {} }: Reference): string =>
  [resource, key, ...names, JSON.stringify([query, only, last])].join(' ');
