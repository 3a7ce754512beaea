import { findResource } from 'halopsa-catalogue';
import type { Note } from 'halopsa-catalogue/errors';
import {
  candidatesText,
  mayMeanHidden,
  meantBy,
  meantOf,
  type Named,
  nameKey,
  nounOf,
  nounsOf,
  type Scope,
  scopeText,
  type Table,
} from 'halopsa-catalogue/names';
import { type Reference, referenceOf as referred, wholeListOf } from 'halopsa-catalogue/references';
import type { FieldValue } from '../fields.js';
import type { Id } from '../matching/record-id.js';
import type { Tenant } from '../tenant.js';
import { KnownIds } from './known-ids.js';
import { NameList } from './name-list.js';
import { Problem } from './problem.js';

/** Says that a name has to be looked up before it can be understood. */
export class NeedsLookUp extends Problem {
  readonly reference: Reference;
  readonly name: string;
  /** Where it has to be looked for: in the list, or among the records too that the list leaves out by itself; a number only if that is cheap. */
  readonly among: 'shown' | 'whole' | 'numbers';

  constructor(reference: Reference, name: string, among: NeedsLookUp['among'] = 'shown') {
    super(`"${name}" has not been looked up`);
    this.reference = reference;
    this.name = name;
    this.among = among;
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

/** The list of what a field refers to as it shows itself, and the whole of it where it leaves records out. */
interface Lists {
  readonly shown: NameList;
  readonly whole: NameList | undefined;
}

/** Names of records and the ids behind them; each list is read once, when it is first needed. */
export class References {
  readonly #tenant: Tenant | undefined;
  readonly #ids: KnownIds | undefined;
  readonly #lists = new Map<string, Lists>();
  readonly #byReference = new WeakMap<Reference, Lists>();
  /** Ids of inactive records that a name was taken for, with that name. */
  readonly #inactive = new WeakMap<Reference, Map<FieldValue, string>>();

  /** `checksAll` has every id looked up, however many requests that takes. */
  constructor(tenant: Tenant | undefined, checksAll = false) {
    this.#tenant = tenant;
    this.#ids = tenant && new KnownIds(tenant, checksAll);
  }

  /** Whether a list has been read, or cannot be read at all. */
  isLoaded(reference: Reference): boolean {
    return this.#tenant === undefined || this.#table(reference) !== undefined;
  }

  /** Looks up names, those of one list together. */
  async lookUp(needs: readonly NeedsLookUp[]): Promise<void> {
    const names = new Map<NameList, Set<string>>();
    const numbers = new Map<NameList, Set<string>>();
    for (const { reference, name, among } of needs) {
      const { shown, whole } = this.#listsOf(reference);
      const list = among === 'whole' && whole ? whole : shown;
      const wanted = among === 'numbers' ? numbers : names;
      wanted.set(list, (wanted.get(list) ?? new Set()).add(name));
    }
    for (const [list, wanted] of names) await list.lookUp([...wanted]);
    for (const [list, wanted] of numbers) await list.lookUpNumbers([...wanted]);
  }

  /** Reads a list. */
  load(reference: Reference): Promise<void> {
    return this.#listsOf(reference).shown.load();
  }

  /** The ids of a list that has been loaded, each with its name. */
  labels(reference: Reference): Table['labels'] {
    return this.#table(reference)?.labels ?? [];
  }

  /** The name by which an inactive record was meant; undefined for any other record. */
  inactiveName(reference: Reference, id: FieldValue): string | undefined {
    return this.#inactive.get(reference)?.get(id);
  }

  /** Found by the reference itself after the first time: this is asked for every cell. */
  #listsOf(reference: Reference): Lists {
    const known = this.#byReference.get(reference);
    if (known) return known;
    if (!this.#tenant) throw new Error('names cannot be looked up without a tenant');
    const key = tableKey(reference);
    const lists = this.#lists.get(key) ?? listsOf(this.#tenant, reference);
    this.#lists.set(key, lists);
    this.#byReference.set(reference, lists);
    return lists;
  }

  #table(reference: Reference): Table | undefined {
    return this.#tenant && this.#listsOf(reference).shown.table;
  }

  /** Looks up numbers, as far as few requests tell whether they are those of records. */
  async check(reference: Reference, values: readonly FieldValue[]): Promise<void> {
    const ids = values.filter((value): value is number => this.#isOpen(reference, value));
    if (!this.#ids || ids.length === 0) return;
    const { shown, whole } = this.#listsOf(reference);
    await this.#ids.check(reference, ids, (whole ?? shown).table !== undefined);
  }

  /** How many numbers were not looked up, in words. */
  notes(): Note[] {
    const unread = [...this.#lists.values()].flatMap(({ shown }) => shown.notes());
    return [...(this.#ids?.notes() ?? []), ...unread];
  }

  /** Why a number that was checked is that of no record; undefined where it may be. */
  missing(reference: Reference, id: FieldValue): Problem | undefined {
    if (!this.#isOpen(reference, id) || !this.#ids?.isMissing(reference, id)) return undefined;
    return new Problem(`no ${nounOf(reference)} has the id ${id}`, { unmatched: String(id) });
  }

  /** Whether a value is a number of which no list that was read tells that its record is there. */
  #isOpen(reference: Reference, value: FieldValue): value is number {
    if (typeof value !== 'number' || !(value > 0)) return false;
    const lists = this.#tenant && this.#listsOf(reference);
    return [lists?.shown, lists?.whole].every((list) => list?.table?.ids.has(value) !== true);
  }

  /** The id behind a name, or why there is none; where several records have the name, what the row says besides narrows it down. */
  resolve(reference: Reference, name: string, scope?: Scope): Id | Problem {
    if (!this.#tenant)
      return new Problem(`"${name}" is a name, and names cannot be looked up without a tenant`);
    const lists = this.#listsOf(reference);
    const key = nameKey(name);
    const shown = lists.shown.namesakes(key);
    if (!shown) return new NeedsLookUp(reference, name);
    const meant = meantBy(shown, scope, key);
    const isEnough = meant.length > 0 && !mayMeanHidden(meant, lists.shown.table, scope);
    if (isEnough || !lists.whole) return this.#decide({ reference, name, scope }, meant, shown);
    const whole = lists.whole.namesakes(key);
    if (!whole) return new NeedsLookUp(reference, name, 'whole');
    const all = [...shown, ...hiddenOf(whole, shown)];
    return this.#decide({ reference, name, scope }, meantOf(all, meant, { scope, key }), all);
  }

  /** A number as the id that it is, unless another record has it for a name. */
  numberOrName({ reference, field, cell }: NumberCell, id: Id, scope?: Scope): Id | Problem {
    if (!this.#tenant || reference.names.length === 0) return id;
    const key = nameKey(cell);
    const found = this.#listsOf(reference).shown.numberNamesakes(key);
    if (!found) return new NeedsLookUp(reference, cell, 'numbers');
    const meant = meantBy(found, scope, key).filter((one) => one.id !== id);
    if (meant.length === 0) return id;
    return new Problem(
      `"${cell}" is a number, and also the name of ${candidatesText(meant)}: give the id in a column called ${field}, or answer in the values file`,
      { unmatched: cell, within: narrowing(scope) },
    );
  }

  /** The id of the one record that is meant of those that have a name, or why it is not certain. */
  #decide(wanted: WantedName, meant: readonly Named[], found: readonly Named[]): Id | Problem {
    const [one, another] = meant;
    if (!one || another) return problemOf(wanted, meant, found);
    if (one.isInactive) this.#noteInactive(wanted, one.id);
    return one.id;
  }

  #noteInactive({ reference, name }: WantedName, id: Id): void {
    const names = this.#inactive.get(reference) ?? new Map<FieldValue, string>();
    this.#inactive.set(reference, names.set(id, names.get(id) ?? name));
  }
}

/** A cell that holds a number, in a column that is not called what the field is called. */
interface NumberCell {
  readonly reference: Reference;
  readonly field: string;
  readonly cell: string;
}

/** A name and what its row says besides. */
interface WantedName {
  readonly reference: Reference;
  readonly name: string;
  readonly scope: Scope | undefined;
}

function listsOf(tenant: Tenant, reference: Reference): Lists {
  const { resource, query } = reference;
  const whole = wholeListOf(resource);
  return {
    shown: new NameList(tenant, reference, query),
    whole:
      Object.keys(whole).length > 0
        ? new NameList(tenant, reference, { ...whole, ...query })
        : undefined,
  };
}

/** The records of the whole list that its usual answer leaves out. */
const hiddenOf = (whole: readonly Named[], shown: readonly Named[]): Named[] => {
  const ids = new Set(shown.map(({ id }) => id));
  return whole.filter(({ id }) => !ids.has(id)).map((one) => ({ ...one, isInactive: true }));
};

/** Why a name does not stand for one record. */
function problemOf(
  { reference, name, scope }: WantedName,
  meant: readonly Named[],
  found: readonly Named[],
): Problem {
  const noun = nounOf(reference);
  const text = narrowing(scope);
  const details = { unmatched: name, within: text };
  if (found.length === 0) return new Problem(`no ${noun} is named "${name}"`, details);
  const within = text ? ` of ${text}` : '';
  if (meant.length === 0)
    return new Problem(
      `no ${noun}${within} is named "${name}"; elsewhere it is the name of ${candidatesText(found)}`,
      details,
    );
  const message = `"${name}" is ambiguous: ${meant.length} ${nounsOf(reference)}${within} have this name, ${candidatesText(meant)}; give the id`;
  // Which of them is meant may be plain once the rest of the row can be read.
  return scope?.isOpen ? new Problem(message) : new Problem(message, details);
}

/** What a row narrows a name down by; undefined where nothing does. */
const narrowing = (scope: Scope | undefined): string | undefined =>
  scope && scope.within.length > 0 ? scopeText(scope) : undefined;

const tableKey = ({ resource, key, names, query = {}, only = {}, last = {} }: Reference): string =>
  [resource, key, ...names, JSON.stringify([query, only, last])].join(' ');
