import { type Resource, resourceNamed } from 'halopsa-catalogue';
import { holdersOf, referencesOf, wholeListOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import type { Fields } from '../fields.js';
import { listRequests } from '../matching/look-up-cost.js';
import type { Id } from '../matching/record-id.js';
import type { Tenant } from '../tenant.js';

/** Up to this many records, references to them are looked up record by record; for more, whole lists are read. */
const askedAlone = 3;

/** A resource whose records refer to those of another, and the field that does. */
interface Dependent {
  readonly resource: Resource;
  readonly field: string;
}

/** What refers to the records of a resource by their ids, with a list that can be narrowed to one of them. */
export const dependentsOf = ({ attribute }: Resource): Dependent[] =>
  holdersOf(attribute).flatMap(({ resource: name, field, key }) => {
    const resource = resourceNamed(name);
    const { list, get, upsert, delete: remove } = resource.operations;
    if (name === attribute || key !== 'id' || !list || !get || !upsert || !remove) return [];
    const isShown = findSchema(resource.row ?? resource.schema ?? '')?.fields.has(field) === true;
    return field in list.query && isShown ? [{ resource, field }] : [];
  });

/** How many requests it takes to find what refers to this many records; the lists are counted by their first pages. */
export async function dependentRequests(
  resource: Resource,
  count: number,
  tenant: Tenant,
): Promise<number> {
  if (count === 0) return 0;
  let requests = 0;
  await tenant.each(dependentsOf(resource), async ({ resource: one }) => {
    const more = isAskedAlone(one, count)
      ? count
      : listRequests(one, await tenant.size(one.attribute, listOf(one)));
    requests += more;
  });
  return requests;
}

/** What refers to records that are about to be deleted: theirs is the work of others. */
export class Dependents {
  readonly #owner: string;
  readonly #found = new Map<string, { readonly resource: Resource; readonly id: Id }[]>();

  private constructor(owner: string) {
    this.#owner = owner;
  }

  /** Reads what refers to the records with these ids. */
  static async read(tenant: Tenant, name: string, ids: readonly Id[]): Promise<Dependents> {
    const dependents = new Dependents(name);
    const resource = resourceNamed(name);
    const wanted = new Set(ids.map(String));
    const lists = (wanted.size === 0 ? [] : dependentsOf(resource)).flatMap(
      ({ resource: one, field }) => {
        const queries = isAskedAlone(one, ids.length)
          ? ids.map((id) => ({ ...listOf(one), [field]: String(id) }))
          : [listOf(one)];
        return queries.map((query) => ({ one, field, query, rows: [] as Fields[] }));
      },
    );
    await tenant.each(lists, async ({ one, field, query, rows }) => {
      for await (const page of tenant.pages(one.attribute, query))
        rows.push(...page.filter((row) => wanted.has(String(row[field]))));
    });
    for (const { one, field, rows } of lists) dependents.#keep(rows, one, field);
    return dependents;
  }

  /** Why a record is in use; undefined where nothing refers to it but what Halo made along with it. */
  of(record: Fields): string | undefined {
    for (const { resource, id } of this.#found.get(String(record['id'])) ?? [])
      if (!this.#isMadeAlong(record, resource, id))
        return `${resource.singular} ${id} belongs to it`;
    return undefined;
  }

  /** A record that the owner names itself, as a client names its main site, came with it. */
  #isMadeAlong(owner: Fields, { attribute }: Resource, id: Id): boolean {
    return referencesOf(this.#owner).some(
      ([field, { resource, madeAlong }]) =>
        madeAlong && resource === attribute && String(owner[field]) === String(id),
    );
  }

  #keep(rows: readonly Fields[], resource: Resource, field: string): void {
    for (const row of rows) {
      const owner = String(row[field]);
      this.#found.set(owner, [
        ...(this.#found.get(owner) ?? []),
        { resource, id: row['id'] as Id },
      ]);
    }
  }
}

/** Records within others, such as actions, have no list of their own. */
const isAskedAlone = ({ needs, key }: Resource, count: number): boolean =>
  count <= askedAlone || key.length > 1 || needs.list !== undefined;

/** The whole list, without the users that Halo makes of itself. */
function listOf({ attribute, operations }: Resource): Record<string, string> {
  const query = operations['list']?.query ?? {};
  return {
    ...wholeListOf(attribute),
    ...('exclude_generaluser' in query ? { exclude_generaluser: 'true' } : {}),
  };
}
