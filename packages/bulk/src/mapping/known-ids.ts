import { HaloAPIError } from 'halopsa';
import { findResource } from 'halopsa-catalogue';
import { type Reference, wholeListOf } from 'halopsa-catalogue/references';
import { mostAlone, pagesOf } from '../matching/look-up-cost.js';
import { isNamedById } from '../matching/match-key.js';
import type { Tenant } from '../tenant.js';

/** What is known of the ids of one resource. */
interface Known {
  readonly ids: Map<unknown, boolean>;
  /** How many were read by themselves, and whether any of those was there that the list does not hold. */
  asked: number;
  isHidden: boolean;
  /** Whether its list was read; undefined if that was not tried. */
  isListed?: boolean;
}

/** A list is read to check ids if it has at most this many pages. */
const mostPages = 20;

/**
 * Whether the ids that rows refer to belong to records, as far as a few requests can tell: a few ids are read one by one, and for many
 * the list is read, if it is short. Halo checks the rest when rows are sent.
 */
export class KnownIds {
  readonly #tenant: Tenant;
  readonly #known = new Map<string, Known>();

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
  }

  /** Whether a check has shown that no record has this id. */
  isMissing({ resource }: Reference, id: unknown): boolean {
    return this.#known.get(resource)?.ids.get(id) === false;
  }

  /** Looks up ids; `isRead` says that a list of the resource was read before, and holds none of them. */
  async check(reference: Reference, ids: readonly number[], isRead: boolean): Promise<void> {
    const { resource } = reference;
    const known: Known = this.#known.get(resource) ?? { ids: new Map(), asked: 0, isHidden: false };
    this.#known.set(resource, known);
    const fresh = [...new Set(ids)].filter((id) => !known.ids.has(id));
    if (isReadById(reference)) return this.#ask(resource, fresh, isRead);
    for (const id of fresh) known.ids.set(id, !isRead);
  }

  /** Reads as many of the ids as are worth a request each, or their list. */
  async #ask(resource: string, fresh: readonly number[], isRead: boolean): Promise<void> {
    const known = this.#known.get(resource)!;
    if (known.asked + fresh.length > mostAlone && !isRead) await this.#list(resource, known);
    const open = fresh.filter((id) => !known.ids.has(id));
    const alone = open.slice(0, Math.max(0, mostAlone - known.asked));
    known.asked += alone.length;
    await this.#tenant.each(alone, async (id) => {
      const isThere = await this.#isThere(resource, id);
      known.ids.set(id, isThere);
      known.isHidden ||= isThere;
    });
    // A list that holds all that was asked for is taken to hold all there is.
    const isWhole = (isRead || known.isListed === true) && !known.isHidden;
    for (const id of open) if (!known.ids.has(id)) known.ids.set(id, !isWhole);
  }

  async #list(resource: string, known: Known): Promise<void> {
    if (known.isListed !== undefined) return;
    const query = wholeListOf(resource);
    known.isListed = false;
    try {
      if (
        !findResource(resource)!.operations['list'] ||
        pagesOf(await this.#tenant.size(resource, query)) > mostPages
      )
        return;
      for await (const page of this.#tenant.pages(resource, query))
        for (const { id } of page) known.ids.set(id, true);
      known.isListed = true;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }

  /** What may not be read may be there. */
  async #isThere(resource: string, id: number): Promise<boolean> {
    try {
      const found = await this.#tenant.get(resource, id);
      return (
        found !== undefined && (found['id'] === undefined || String(found['id']) === String(id))
      );
    } catch (error) {
      if (isRefused(error)) return true;
      throw error;
    }
  }
}

/** Whether a record of what is referred to can be read by the id alone. */
function isReadById({ resource, key }: Reference): boolean {
  const { operations, needs, ...named } = findResource(resource)!;
  return (
    key === 'id' &&
    isNamedById(named) &&
    operations['get'] !== undefined &&
    (needs.get ?? []).length === 0
  );
}

const isRefused = (error: unknown): boolean =>
  error instanceof HaloAPIError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 401 &&
  error.status !== 429;
