import type { WireRecord } from 'halopsa';
import { allResources, findResource, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { wholeList } from '../matching/list-scope.js';
import { pagesOf } from '../matching/look-up-cost.js';
import type { Tenant } from '../tenant.js';

type Id = string | number;

/** Up to so many records, what refers to them is asked for record by record; of more, whole lists are read. */
const askedAlone = 3;

/** Resources whose records refer to those of a resource by `<noun>_id`, and whose lists can be narrowed to one of them. */
export function dependentsOf(resource: Resource): Resource[] {
  const field = referringField(resource);
  return allResources().filter(({ attribute, operations, row, schema }) => {
    const { list, get, upsert, delete: remove } = operations;
    if (attribute === resource.attribute || !list || !get || !upsert || !remove) return false;
    return field in list.query && findSchema(row ?? schema ?? '')?.fields.has(field) === true;
  });
}

/** Requests that it takes to find what refers to so many records; the lists are counted by their first pages. */
export async function dependentRequests(resource: Resource, count: number, tenant: Tenant): Promise<number> {
  if (count === 0) return 0;
  let requests = 0;
  await tenant.each(dependentsOf(resource), async (one) => {
    const more = isAskedAlone(one, count) ? count : pagesOf(await tenant.size(one.attribute, listOf(one)));
    requests += more;
  });
  return requests;
}

/** What refers to records that are about to be deleted: theirs is the work of others. */
export class Dependents {
  readonly #found = new Map<string, { readonly resource: Resource; readonly id: Id }[]>();

  /** Reads what refers to the records with these ids. */
  static async read(tenant: Tenant, name: string, ids: readonly Id[]): Promise<Dependents> {
    const dependents = new Dependents();
    const resource = findResource(name) as Resource;
    const field = referringField(resource);
    const wanted = new Set(ids.map(String));
    const lists = (wanted.size === 0 ? [] : dependentsOf(resource)).flatMap((one) => {
      const queries = isAskedAlone(one, ids.length) ? ids.map((id) => ({ ...listOf(one), [field]: String(id) })) : [listOf(one)];
      return queries.map((query) => ({ one, query, rows: [] as WireRecord[] }));
    });
    await tenant.each(lists, async ({ one, query, rows }) => {
      for await (const page of tenant.pages(one.attribute, query)) rows.push(...page.filter((row) => wanted.has(String(row[field]))));
    });
    for (const { one, rows } of lists) dependents.#keep(rows, one, field);
    return dependents;
  }

  /** Why a record is in use; undefined where nothing refers to it but what Halo made along with it. */
  of(record: Readonly<WireRecord>): string | undefined {
    for (const { resource, id } of this.#found.get(String(record['id'])) ?? [])
      if (!isMadeAlong(record, resource, id)) return `${resource.singular} ${id} belongs to it`;
    return undefined;
  }

  #keep(rows: readonly WireRecord[], resource: Resource, field: string): void {
    for (const row of rows) {
      const owner = String(row[field]);
      this.#found.set(owner, [...(this.#found.get(owner) ?? []), { resource, id: row['id'] as Id }]);
    }
  }
}

const nounOf = ({ singular }: Resource): string => singular.replaceAll(' ', '_').toLowerCase();
const referringField = (resource: Resource): string => `${nounOf(resource)}_id`;

/** Records within others, such as actions, have no list of their own. */
const isAskedAlone = ({ needs, key }: Resource, count: number): boolean =>
  count <= askedAlone || key.length > 1 || needs.list !== undefined;

/** The whole list, without the users that Halo makes of itself. */
function listOf({ attribute, operations }: Resource): Record<string, string> {
  const query = operations['list']?.query ?? {};
  return { ...wholeList(attribute), ...('exclude_generaluser' in query ? { exclude_generaluser: 'true' } : {}) };
}

/** A record that the owner names itself, as a client names its main site, came with it. */
const isMadeAlong = (owner: Readonly<WireRecord>, resource: Resource, id: Id): boolean =>
  Object.entries(owner).some(([field, value]) => field.endsWith(`_${nounOf(resource)}_id`) && String(value) === String(id));
