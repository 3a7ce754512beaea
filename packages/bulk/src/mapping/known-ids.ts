import { findResource, resourceNamed } from 'halopsa-catalogue';
import type { Note } from 'halopsa-catalogue/errors';
import { type Reference, wholeListOf } from 'halopsa-catalogue/references';
import type { FieldValue } from '../fields.js';
import { isRefused } from '../matching/is-refused.js';
import { outerFields } from '../matching/list-scope.js';
import { mostAlone, pagesOf } from '../matching/look-up-cost.js';
import { isNamedById } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';

/** What is known of the ids by which one list is referred to. */
interface Known {
  readonly reference: Reference;
  readonly ids: Map<FieldValue, boolean>;
  /** Ids that were not looked up, and may be of no record. */
  readonly unchecked: Set<FieldValue>;
  /** How many were read by themselves, and whether any of those was there that the list does not hold. */
  asked: number;
  isHidden: boolean;
  /** How many pages the whole list has, once that is known. */
  pages?: number;
  /** Whether the whole list was read; undefined if that was not tried. */
  isListed?: boolean;
}

/** The ids of one list take at most so many requests, unless all are to be looked up. */
const mostRequests = 100;

/**
 * Whether the ids that rows refer to belong to records: a few ids are read one by one, and for many the list is read. Where that would
 * take many requests, the rest is not looked up but counted, and Halo answers for it when rows are sent.
 */
export class KnownIds {
  readonly #tenant: Tenant;
  readonly #most: number;
  readonly #known = new Map<string, Known>();

  constructor(tenant: Tenant, checksAll: boolean) {
    this.#tenant = tenant;
    this.#most = checksAll ? Number.POSITIVE_INFINITY : mostRequests;
  }

  /** Whether a check has shown that no record has this id. */
  isMissing(reference: Reference, id: FieldValue): boolean {
    return this.#known.get(keyOf(reference))?.ids.get(id) === false;
  }

  /** Looks up ids; `isRead` says that the whole list was read before, and holds none of them. */
  async check(reference: Reference, ids: readonly number[], isRead: boolean): Promise<void> {
    const known = this.#of(reference);
    const fresh = [...new Set(ids)].filter((id) => !known.ids.has(id));
    if (fresh.length === 0) return;
    if (isRead) known.isListed = true;
    const canRead = isReadById(reference);
    if (!canRead || known.asked + fresh.length > mostAlone) await this.#list(known, fresh.length);
    const open = fresh.filter((id) => !known.ids.has(id));
    if (canRead) await this.#ask(known, open.slice(0, Math.max(0, this.#most - known.asked)));
    // A list that holds all that was asked for is taken to hold all there is.
    const isWhole = known.isListed === true && !known.isHidden;
    for (const id of open) {
      if (known.ids.has(id)) continue;
      known.ids.set(id, !isWhole);
      if (!isWhole) known.unchecked.add(id);
    }
  }

  /** How many ids were not looked up, in words. */
  notes(): Note[] {
    return [...this.#known.values()].flatMap(({ reference, unchecked, pages }) => {
      const { size } = unchecked;
      if (size === 0) return [];
      const title = findResource(reference.resource)?.title.toLowerCase() ?? reference.resource;
      const requests = Math.min(size, pages ?? size);
      const [ids, ...words] = size === 1 ? ['id', 'was'] : ['ids', 'were'];
      const open = `${size} ${ids} of ${title} ${words.join(' ')} not looked up`;
      const left = 'Halo answers for them when their rows are sent.';
      return isReadById(reference) || pages !== undefined
        ? {
            message: `${open}, which would take ${requests} requests; ${left}`,
            remedy: { code: 'check-ids' } as const,
          }
        : `${open}, since their list cannot be read; ${left}`;
    });
  }

  #of(reference: Reference): Known {
    const key = keyOf(reference);
    const known: Known = this.#known.get(key) ?? {
      reference,
      ids: new Map(),
      unchecked: new Set(),
      asked: 0,
      isHidden: false,
    };
    this.#known.set(key, known);
    return known;
  }

  async #ask(known: Known, ids: readonly number[]): Promise<void> {
    known.asked += ids.length;
    await this.#tenant.each(ids, async (id) => {
      const isThere = await this.#isThere(known.reference.resource, id);
      known.ids.set(id, isThere !== false);
      known.isHidden ||= isThere !== false;
      if (isThere === undefined) known.unchecked.add(id);
    });
  }

  /** Reads the whole list, where that takes few requests, or fewer than the ids would by themselves. */
  async #list(known: Known, wanted: number): Promise<void> {
    const { resource, key, query } = known.reference;
    const found = resourceNamed(resource);
    if (known.isListed !== undefined || outerFields(found).length > 0) return;
    const whole = { ...wholeListOf(resource), ...query };
    try {
      if (!found.operations['list']) return;
      known.pages ??= pagesOf(await this.#tenant.size(resource, whole));
      const most = this.#most === mostRequests ? mostRequests : known.asked + wanted;
      if (known.pages > Math.max(mostRequests, most)) return;
      known.isListed = false;
      for await (const page of this.#tenant.pages(resource, whole))
        for (const row of page) known.ids.set(row[key], true);
      known.isListed = true;
    } catch (error) {
      if (!isRefused(error)) throw error;
      known.isListed = false;
    }
  }

  /** Undefined for what may not be read, and so may be there. */
  async #isThere(resource: string, id: number): Promise<boolean | undefined> {
    try {
      const found = await this.#tenant.get(resource, id);
      return (
        found !== undefined && (found['id'] === undefined || String(found['id']) === String(id))
      );
    } catch (error) {
      if (isRefused(error)) return undefined;
      throw error;
    }
  }
}

const keyOf = ({ resource, key, query = {} }: Reference): string =>
  [resource, key, JSON.stringify(query)].join(' ');

/** Whether a record of what is referred to can be read by the id alone. */
export function isReadById({ resource, key }: Reference): boolean {
  const { operations, needs, ...named } = resourceNamed(resource);
  return (
    key === 'id' &&
    isNamedById(named) &&
    operations['get'] !== undefined &&
    (needs.get ?? []).length === 0
  );
}
