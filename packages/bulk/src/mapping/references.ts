import type { WireRecord } from 'halopsa';
import { findResource } from 'halopsa-catalogue';
import { canBeMeant, type Reference, referenceOf as referred } from 'halopsa-catalogue/references';
import { pagesOf } from '../matching/look-up-cost.js';
import { unified } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';
import { KnownIds } from './known-ids.js';
import { Problem } from './problem.js';

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

/** A record that has a name. */
interface Named {
  readonly id: unknown;
  /** What it holds in the fields that narrow its name down. */
  readonly within: readonly unknown[];
  /** What tells it apart from others of the name, in words. */
  readonly apart: string;
  /** Its name together with what it lies within, as a key: it needs nothing else to be found by. */
  readonly path: string | undefined;
  /** Whether another record of the name is meant before this one. */
  readonly isLast: boolean;
}

/** What narrows a name down: the fields of its row, and the record that the row is about. */
export interface Scope {
  /** The fields that narrow it down, outermost first. */
  readonly within: readonly string[];
  /** Their values, as far as the row has them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The same as the row writes it. */
  readonly text: string;
  /** Whether one of them could not be read, so that nothing is narrowed down by it. */
  readonly isOpen: boolean;
  /** The record that the row is about, with its present values, where it is known. */
  readonly record?: Readonly<Record<string, unknown>> | undefined;
  /** What stands in the field already. */
  readonly present?: unknown;
}

interface Table {
  readonly ids: ReadonlySet<unknown>;
  readonly byName: ReadonlyMap<string, readonly Named[]>;
  readonly labels: readonly (readonly [id: number | string, label: string])[];
}

/**
 * What the number in a field of a resource refers to, by the names of the records or by a field of theirs; undefined where it refers to
 * nothing that is known, or holds the name itself.
 */
export function referenceOf(owner: string, field: string, by?: string): Reference | undefined {
  const found = referred(owner, field);
  if (!found || found.names.includes(found.key)) return undefined;
  if (by === undefined) return found;
  return { ...found, names: [by], label: by, isSearched: found.isSearched === true && found.names.includes(by) };
}

/** What shows a person which record of a list it is. */
export const labelOf = (row: Readonly<WireRecord>, { key, label = key }: Reference): string => String(row[label] ?? row[key]);

/** A list without pages is one request, which buys a check of every number; others are read once a row brings a name. */
export const isShort = ({ resource }: Reference): boolean => findResource(resource)?.paging === 'none';

/** Names of records and the ids behind them; each list is read once, when it is first needed. */
export class References {
  readonly #tenant: Tenant | undefined;
  readonly #ids: KnownIds | undefined;
  /** Names that were searched for, by their list, with how long that is. */
  readonly #searched = new Map<string, { readonly byName: Map<string, readonly Named[]>; readonly size: number }>();
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
    for (const [key, { reference }] of new Map(needs.map((need) => [tableKey(need.reference), need]))) {
      const names = new Set(needs.flatMap((need) => (tableKey(need.reference) === key ? [need.name] : [])));
      if (!this.isLoaded(reference) && !(await this.#search(reference, [...names]))) await this.load(reference);
    }
  }

  /** Searches for names, where that is worth it; gives whether all of them were found. */
  async #search(reference: Reference, names: readonly string[]): Promise<boolean> {
    const { resource, query } = reference;
    if (!reference.isSearched || names.some((name) => searchWord(name) === undefined)) return false;
    const key = tableKey(reference);
    const found = this.#searched.get(key) ?? { byName: new Map(), size: await this.#tenant!.size(resource, query) };
    this.#searched.set(key, found);
    if (found.byName.size + names.length >= pagesOf(found.size)) return false;
    await this.#tenant!.each(names, async (name) => {
      const having: Named[] = [];
      for await (const page of this.#tenant!.pages(resource, { ...query, search: searchWord(name)! }))
        having.push(...page.flatMap((row) => calledBy(row, reference, nameKey(name)) ?? []));
      if (having.length > 0) found.byName.set(nameKey(name), meantFirst(having));
    });
    return names.every((name) => found.byName.has(nameKey(name)));
  }

  /** Reads a list. */
  async load(reference: Reference): Promise<void> {
    const list: NewTable = { ids: new Set(), byName: new Map(), labels: [] };
    for await (const page of this.#tenant!.pages(reference.resource, reference.query)) for (const row of page) addRow(list, row, reference);
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
    return typeof value === 'number' && value > 0 && this.#table(reference)?.ids.has(value) !== true;
  }

  /** The records that have a name; undefined where it was not looked up. */
  #namesakes(reference: Reference, key: string): readonly Named[] | undefined {
    const table = this.#table(reference);
    return table ? (table.byName.get(key) ?? []) : this.#searched.get(tableKey(reference))?.byName.get(key);
  }

  /** The id behind a name, or why there is none; where several records have the name, what the row says besides narrows it down. */
  resolve(reference: Reference, name: string, scope?: Scope): unknown {
    const { resource } = reference;
    const noun = nounOf(reference);
    if (!this.#tenant) return new Problem(`"${name}" is a name, and without a tenant there is no list of names to look it up in`);
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
      return new Problem(`there is no ${noun}${within} called "${name}"; elsewhere it is the name of ${candidates(found)}`, name, text);
    const message = `"${name}" is ambiguous: ${meant.length} ${titleOf(resource)}${within} have this name, ${candidates(meant)}; give the id`;
    // Which of them is meant may be plain once the rest of the row can be read.
    return scope?.isOpen ? new Problem(message) : new Problem(message, name, text);
  }
}

/** A list while it is read. */
interface NewTable extends Table {
  readonly ids: Set<unknown>;
  readonly byName: Map<string, Named[]>;
  readonly labels: [id: number | string, label: string][];
}

/** Takes a record into a list: its id always, its names only where a name can mean it. */
function addRow({ ids, byName, labels }: NewTable, row: WireRecord, reference: Reference): void {
  const id = row[reference.key];
  if (id === undefined || id === null) return;
  ids.add(id);
  if (!canBeMeant(row, reference)) return;
  labels.push([id as number | string, labelOf(row, reference)]);
  const named = namedBy(row, id, reference);
  for (const name of namesOf(row, reference, named)) {
    const others = byName.get(name);
    if (others) others.push(named);
    else byName.set(name, [named]);
  }
}

/** What to search for: the longest plain word of a name, which all that look like it have in common; an address whole. */
function searchWord(name: string): string | undefined {
  const text = name.trim();
  if (/^[\w.+-]+@[\w.-]+$/.test(text)) return text;
  return text.match(/[A-Za-z0-9]{2,}/g)?.reduce((longest, word) => (word.length > longest.length ? word : longest));
}

/** A record that has this name; undefined for any other. */
function calledBy(row: WireRecord, reference: Reference, key: string): Named | undefined {
  const id = row[reference.key];
  if (id === undefined || id === null || !canBeMeant(row, reference)) return undefined;
  const named = namedBy(row, id, reference);
  return namesOf(row, reference, named).has(key) ? named : undefined;
}

const nounOf = ({ resource }: Reference): string => findResource(resource)?.singular ?? resource;
const titleOf = (resource: string): string => findResource(resource)?.title.toLowerCase() ?? resource;

const candidatesShown = 5;

/** Records in words: their ids, and what tells them apart. */
function candidates(found: readonly Named[]): string {
  const shown = found.slice(0, candidatesShown).map(({ id, apart }) => `${String(id)}${apart === '' ? '' : ` (${apart})`}`);
  return `${shown.join(', ')}${found.length > shown.length ? ` and ${found.length - shown.length} more` : ''}`;
}

function namedBy(row: WireRecord, id: unknown, reference: Reference): Named {
  const { within = [], apart = [] } = reference;
  const words = apart.map((field) => row[field]).filter((word) => typeof word === 'string' && word !== '');
  return {
    id,
    within: within.map((field) => row[field]),
    apart: [...words, ...(row['inactive'] === true ? ['inactive'] : [])].join(', '),
    path: pathOf(row, reference),
    isLast: reference.last !== undefined && Object.entries(reference.last).every(([field, value]) => row[field] === value),
  };
}

function pathOf(row: WireRecord, { path }: Reference): string | undefined {
  const parts = path?.map((field) => row[field]) ?? [];
  return parts.length > 0 && parts.every((part) => typeof part === 'string' && part !== '') ? nameKey(parts.join('/')) : undefined;
}

/** The names of a record, each once. */
function namesOf(row: WireRecord, { names }: Reference, { path }: Named): Set<string> {
  const given = names.map((name) => row[name]).filter((name): name is string => typeof name === 'string' && name.trim() !== '');
  return new Set([...given.map(nameKey), ...(path === undefined ? [] : [path])]);
}

/** Those of a name that are meant before the others, in the order of their ids. */
function meantFirst(named: readonly Named[]): Named[] {
  const first = named.filter(({ isLast }) => !isLast);
  return [...(first.length > 0 ? first : named)].sort(({ id: one }, { id: other }) => Number(one) - Number(other));
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether a record agrees with what a row says; what the list does not show agrees with everything. */
const isWithin = (one: Named, { within, values }: Scope): boolean =>
  within.every((field, at) => {
    const [has, wanted] = [one.within[at], values[field]];
    return !isSet(wanted) || !isSet(has) || String(has) === String(wanted);
  });

/** The outermost field that narrows a name down, as the record holds it, where the row says nothing of it: 0 and -1 stand for none. */
function heldBy({ within: [outer], values, record }: Scope): { readonly field: string; readonly value: unknown } | undefined {
  if (outer === undefined || !record || isSet(values[outer])) return undefined;
  const value = record[outer];
  return isSet(value) && !(Number(value) <= 0) ? { field: outer, value } : undefined;
}

/**
 * Of the records that a name may mean, those that the record of the row makes likely: the one that it refers to already, or those
 * that lie within the same, unless the name says by itself within what.
 */
function nearRecord(found: readonly Named[], scope: Scope, key: string): readonly Named[] {
  const { record, present, within, values } = scope;
  if (!record) return found;
  const same = found.filter(({ id }) => isSet(present) && String(id) === String(present));
  if (same.length === 1 || found.every(({ path }) => path === key)) return same.length === 1 ? same : found;
  const held = heldBy(scope);
  let meant = held ? found.filter((one) => !isSet(one.within[0]) || String(one.within[0]) === String(held.value)) : found;
  // A row that moves the record elsewhere says nothing of where in there.
  const isMoved = within.some((field) => isSet(values[field]) && String(values[field]) !== String(record[field]));
  for (const [at, field] of within.entries()) {
    if (at === 0 || isMoved || meant.length < 2) continue;
    const near = meant.filter((one) => isSet(record[field]) && String(one.within[at]) === String(record[field]));
    if (near.length > 0) meant = near;
  }
  return meant;
}

/** What a name was narrowed down by: as the row writes it, or else what its record lies within. */
export function scopeText(scope: Scope): string {
  const held = scope.text === '' ? heldBy(scope) : undefined;
  if (!held) return scope.text;
  const noun = held.field.replace(/_id$/, '');
  const name = scope.record?.[`${noun}_name`];
  return typeof name === 'string' && name !== '' ? name : `${noun} ${String(held.value)}`;
}

const tableKey = ({ resource, key, names, query = {}, only = {}, last = {} }: Reference): string =>
  [resource, key, ...names, JSON.stringify([query, only, last])].join(' ');
const nameKey = (name: string): string => unified(name).toLowerCase();
