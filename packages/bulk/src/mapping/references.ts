import { allResources, findResource } from 'halopsa-catalogue';
import { namedReferences, type Reference } from '../data/references.js';
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

interface Table {
  readonly ids: ReadonlySet<unknown>;
  readonly byName: ReadonlyMap<string, readonly unknown[]>;
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
    const byName = new Map<string, unknown[]>();
    const ids = new Set<unknown>();
    const labels: [number | string, string][] = [];
    for await (const page of this.#tenant!.pages(reference.resource, reference.query)) {
      for (const row of page) {
        const id = row[reference.key];
        if (id === undefined || id === null) continue;
        ids.add(id);
        labels.push([id as number | string, String(row[reference.names[0]!] ?? id)]);
        const names = new Set(reference.names.map((name) => row[name]).filter((name) => typeof name === 'string' && name.trim() !== ''));
        for (const name of names) {
          const key = nameKey(String(name));
          byName.set(key, [...(byName.get(key) ?? []), id]);
        }
      }
    }
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

  /** The id behind a name, or why there is none. */
  resolve(reference: Reference, name: string): unknown {
    const { resource } = reference;
    const noun = findResource(resource)?.singular ?? resource;
    if (!this.#tenant) return new Problem(`"${name}" is a name, and without a tenant there is no list of names to look it up in`);
    if (!this.isLoaded(reference)) return new NeedsList(reference, name);
    const found = this.#table(reference)?.byName.get(nameKey(name)) ?? [];
    if (found.length === 1) return found[0];
    if (found.length > 1)
      return new Problem(`${found.length} records are called "${name}" (ids ${found.slice(0, 5).join(', ')}): give the id`, name);
    return new Problem(`there is no ${noun} called "${name}"`, name);
  }
}

const tableKey = ({ resource, names, query = {} }: Reference): string => [resource, ...names, JSON.stringify(query)].join(' ');
const nameKey = (name: string): string => name.trim().toLowerCase();
