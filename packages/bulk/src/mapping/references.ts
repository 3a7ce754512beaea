import type { WireRecord } from 'halopsa';
import { allResources, findResource } from 'halopsa-catalogue';
import { namedReferences, type Reference } from '../data/references.js';
import { unified } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';
import { Problem } from './problem.js';

/** Says that a list has to be read before a name can be understood. */
export class NeedsList extends Problem {
  readonly reference: Reference;

  constructor(reference: Reference, name: string) {
    super(`"${name}" has not been looked up`);
    this.reference = reference;
  }
}

/** A record that has a name. */
interface Named {
  readonly id: unknown;
  /** What it holds in the fields that narrow its name down. */
  readonly within: readonly unknown[];
  /** What tells it apart from others of the name, in words. */
  readonly apart: string;
}

/** What a row says of the fields that narrow a name down. */
export interface Scope {
  /** Their values, as far as the row has them. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The same as the row writes it. */
  readonly text: string;
  /** Whether one of them could not be read, so that nothing is narrowed down by it. */
  readonly isOpen: boolean;
}

interface Table {
  readonly ids: ReadonlySet<unknown>;
  readonly byName: ReadonlyMap<string, readonly Named[]>;
  readonly labels: readonly (readonly [id: number | string, label: string])[];
}

const nouns = (): Map<string, string> =>
  new Map(allResources().map((resource) => [resource.singular.replaceAll(' ', '').toLowerCase(), resource.attribute]));

/** What the number in a field refers to, or undefined where it refers to nothing that is known. */
export function referenceOf(field: string, by?: string): Reference | undefined {
  const named = Object.hasOwn(namedReferences, field) ? namedReferences[field] : undefined;
  const noun = field.endsWith('_id') ? nouns().get(field.slice(0, -'_id'.length)) : undefined;
  const found = named ?? (noun ? { resource: noun, key: 'id', names: ['name'] } : undefined);
  const reference = found && by !== undefined ? { ...found, names: [by] } : found;
  return reference && findResource(reference.resource)?.operations.list ? reference : undefined;
}

/** A list without pages is one request, which buys a check of every number; others are read once a row brings a name. */
export const isShort = ({ resource }: Reference): boolean => findResource(resource)?.paging === 'none';

/** Names of records and the ids behind them; each list is read once, when it is first needed. */
export class References {
  readonly #tenant: Tenant | undefined;
  readonly #tables = new Map<string, Table>();
  readonly #byReference = new WeakMap<Reference, Table>();

  constructor(tenant: Tenant | undefined) {
    this.#tenant = tenant;
  }

  /** Whether a list is here, or cannot be had. */
  isLoaded(reference: Reference): boolean {
    return this.#tenant === undefined || this.#table(reference) !== undefined;
  }

  /** Reads a list. */
  async load(reference: Reference): Promise<void> {
    const byName = new Map<string, Named[]>();
    const ids = new Set<unknown>();
    const labels: [number | string, string][] = [];
    for await (const page of this.#tenant!.pages(reference.resource, reference.query)) {
      for (const row of page) {
        const id = row[reference.key];
        if (id === undefined || id === null) continue;
        ids.add(id);
        labels.push([id as number | string, String(row[reference.names[0]!] ?? id)]);
        const named = namedBy(row, id, reference);
        for (const name of namesOf(row, reference)) {
          const others = byName.get(name);
          if (others) others.push(named);
          else byName.set(name, [named]);
        }
      }
    }
    for (const named of byName.values()) named.sort(({ id: one }, { id: other }) => Number(one) - Number(other));
    this.#tables.set(tableKey(reference), { ids, byName, labels });
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

  /** Whether a number is one that the list knows; true where the list is not here. */
  knows(reference: Reference, id: unknown): boolean {
    return this.#table(reference)?.ids.has(id) ?? true;
  }

  /** The id behind a name, or why there is none; where several records have the name, what the row says besides narrows it down. */
  resolve(reference: Reference, name: string, scope?: Scope): unknown {
    const { resource } = reference;
    const noun = findResource(resource)?.singular ?? resource;
    if (!this.#tenant) return new Problem(`"${name}" is a name, and without a tenant there is no list of names to look it up in`);
    if (!this.isLoaded(reference)) return new NeedsList(reference, name);
    const found = this.#table(reference)?.byName.get(nameKey(name)) ?? [];
    const meant = scope ? found.filter((one) => isWithin(one, reference, scope)) : found;
    if (meant.length === 1) return meant[0]!.id;
    if (found.length === 0) return new Problem(`there is no ${noun} called "${name}"`, name, scope?.text);
    const within = scope?.text ? ` of ${scope.text}` : '';
    if (meant.length === 0)
      return new Problem(`"${name}" is no ${noun}${within}; it is the name of ${candidates(found)}`, name, scope?.text);
    const message = `"${name}" is ambiguous: ${meant.length} ${titleOf(resource)}${within} have this name, ${candidates(meant)}; give the id`;
    // Which of them is meant may be plain once the rest of the row can be read.
    return scope?.isOpen ? new Problem(message) : new Problem(message, name, scope?.text);
  }
}

const titleOf = (resource: string): string => findResource(resource)?.title.toLowerCase() ?? resource;

const candidatesShown = 5;

/** Records in words: their ids, and what tells them apart. */
function candidates(found: readonly Named[]): string {
  const shown = found.slice(0, candidatesShown).map(({ id, apart }) => `${String(id)}${apart === '' ? '' : ` (${apart})`}`);
  return `${shown.join(', ')}${found.length > shown.length ? ` and ${found.length - shown.length} more` : ''}`;
}

function namedBy(row: WireRecord, id: unknown, { within = [], apart = [] }: Reference): Named {
  const words = apart.map((field) => row[field]).filter((word) => typeof word === 'string' && word !== '');
  return { id, within: within.map((field) => row[field]), apart: [...words, ...(row['inactive'] === true ? ['inactive'] : [])].join(', ') };
}

/** What a record is called, each name once. */
function namesOf(row: WireRecord, { names, path }: Reference): Set<string> {
  const parts = path?.map((field) => row[field]) ?? [];
  const isWhole = parts.length > 0 && parts.every((part) => typeof part === 'string' && part !== '');
  const given = [...names.map((name) => row[name]), ...(isWhole ? [parts.join('/')] : [])];
  return new Set(given.filter((name): name is string => typeof name === 'string' && name.trim() !== '').map(nameKey));
}

/** Whether a record agrees with what a row says; what the list does not show agrees with everything. */
const isWithin = (one: Named, { within = [] }: Reference, { values }: Scope): boolean =>
  within.every((field, at) => {
    const [has, wanted] = [one.within[at], values[field]];
    return wanted === undefined || wanted === null || has === undefined || has === null || String(has) === String(wanted);
  });

const tableKey = ({ resource, names, query = {} }: Reference): string => [resource, ...names, JSON.stringify(query)].join(' ');
const nameKey = (name: string): string => unified(name).toLowerCase();
