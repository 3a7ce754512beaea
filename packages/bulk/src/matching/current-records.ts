import type { WireRecord } from 'halopsa';
import { findResource, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { BulkInputError } from '../input-error.js';
import type { Tenant } from '../tenant.js';
import { foldKey, isNamedById, keyName, keyOf, type MatchKey } from './match-key.js';

type Id = string | number;
type Fields = Readonly<Record<string, unknown>>;

/** What is to be known of the records of a tenant. */
export interface Wanted {
  readonly resource: string;
  /** Fields whose present values are needed. */
  readonly fields: readonly string[];
  /** Keys by which records are looked up, besides the id. */
  readonly keys: readonly MatchKey[];
  /** Filters of the list; the whole of it, inactive records too, unless told otherwise. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Ids by the key as it stands, and by what Halo holds for the same. */
interface KeyIndex {
  readonly exact: Map<string, Id[]>;
  readonly folded: Map<string, Id[]>;
}

/** Records that are read to find out whether a list leaves a field out or the field is empty. */
const probes = 5;

/**
 * The records of a tenant as they are now. Their list is read once; a field that its rows do not show is read from each
 * record by itself, and only of the records that are asked for.
 */
export class CurrentRecords {
  readonly #tenant: Tenant;
  readonly #wanted: Wanted;
  readonly #rows = new Map<string, WireRecord>();
  readonly #details = new Map<string, WireRecord | undefined>();
  readonly #byKey = new Map<string, KeyIndex>();
  #isListed = false;
  #needsDetails = true;

  constructor(tenant: Tenant, wanted: Wanted) {
    this.#tenant = tenant;
    this.#wanted = wanted;
  }

  /** Reads the list. Without this, records are read one by one, and can be found by id only. */
  async readList(): Promise<void> {
    const { resource, fields, keys, query } = this.#wanted;
    const shown = new Set<string>();
    const kept = new Set([...fields, 'id']);
    const named = keys.flat().filter((field) => field !== 'id');
    for (const key of keys) this.#byKey.set(keyName(key), { exact: new Map(), folded: new Map() });
    for await (const page of this.#tenant.pages(resource, query ?? wholeList(resource))) {
      for (const row of page) {
        for (const field of [...fields, ...named]) if (row[field] !== undefined && row[field] !== null) shown.add(field);
        const id = row['id'] as Id;
        this.#rows.set(String(id), pick(row, kept));
        for (const key of keys) this.#index(key, row, id);
      }
    }
    this.#isListed = true;
    await this.#refuseHidden(named.filter((field) => !shown.has(field)));
    this.#needsDetails = await this.#leavesOut(fields.filter((field) => field !== 'id' && !shown.has(field)));
  }

  /** The ids of all records of the list, in its order. */
  *ids(): Generator<Id> {
    for (const record of this.#rows.values()) yield record['id'] as Id;
  }

  /** The ids of the records with this key; where none has it as it stands, of those whose key Halo holds for the same. */
  idsOf(key: MatchKey, value: string): readonly Id[] {
    const index = this.#byKey.get(keyName(key));
    if (!index) throw new Error(`records are not indexed by ${keyName(key)}`);
    return index.exact.get(value) ?? index.folded.get(foldKey(value)) ?? [];
  }

  /** Reads beforehand what `get` will be asked for, several at a time. */
  async prefetch(ids: readonly Id[]): Promise<void> {
    if (!this.#needsDetails) return;
    const waiting = ids.filter((id) => !this.#details.has(String(id)) && (!this.#isListed || this.#rows.has(String(id))));
    const worker = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
        this.#details.set(String(id), await this.#tenant.get(this.#wanted.resource, id));
    };
    await Promise.all(Array.from({ length: this.#tenant.concurrency }, worker));
  }

  /** The record with this id as far as its fields were asked for, or undefined where there is none. Prefetch it first. */
  get(id: Id): Fields | undefined {
    return this.#needsDetails ? this.#details.get(String(id)) : this.#rows.get(String(id));
  }

  /** Forgets records that were read one by one. */
  forget(ids: readonly Id[]): void {
    for (const id of ids) this.#details.delete(String(id));
  }

  #index(key: MatchKey, row: WireRecord, id: Id): void {
    const value = keyOf(row, key);
    if (value === undefined) return;
    const { exact, folded } = this.#byKey.get(keyName(key))!;
    put(exact, value, id);
    put(folded, foldKey(value), id);
  }

  /** A key that the list leaves out would find no record, and every row would be new. */
  async #refuseHidden(unseen: readonly string[]): Promise<void> {
    const resource = findResource(this.#wanted.resource) as Resource;
    const row = resource.row === undefined ? undefined : findSchema(resource.row);
    const records = unseen.length === 0 ? [] : await this.#probe();
    const hidden = unseen.find(
      (field) => (row && !row.partial && !row.fields.has(field)) || records.some((record) => isFilled(record, field)),
    );
    if (hidden !== undefined)
      throw new BulkInputError(
        `the list of ${resource.title.toLowerCase()} does not show ${hidden}, so no record can be found by it`,
        'Match by another field, or mark by one.',
      );
  }

  /** A few records, read whole. */
  async #probe(): Promise<readonly WireRecord[]> {
    const { resource } = this.#wanted;
    if (!(findResource(resource) as Resource).operations['get'] || !isNamedById(findResource(resource)!)) return [];
    const ids = [...this.#rows.values()].slice(-probes).map((record) => record['id'] as Id);
    const records = await Promise.all(ids.map((id) => this.#tenant.get(resource, id)));
    return records.filter((record) => record !== undefined);
  }

  /** Lists and records: parts of a record that no row of a list is known to hold whole; the others are probed. */
  async #leavesOut(unseen: readonly string[]): Promise<boolean> {
    const resource = findResource(this.#wanted.resource) as Resource;
    const schema = resource.schema === undefined ? undefined : findSchema(resource.schema);
    const row = resource.row === undefined ? undefined : findSchema(resource.row);
    if (this.#rows.size === 0 || !resource.operations['get']) return false;
    const isPart = (field: string): boolean => /\[\]$|^[A-Z]/.test(schema?.fields.get(field)?.type ?? '');
    const { fields } = this.#wanted;
    if (fields.some((field) => field !== 'id' && (isPart(field) || (row && !row.partial && !row.fields.has(field))))) return true;
    if (unseen.length === 0 || fields.length === 0) return false;
    const records = await this.#probe();
    return records.some((record) => unseen.some((field) => isFilled(record, field)));
  }
}

const isFilled = (record: WireRecord, field: string): boolean => record[field] !== undefined && record[field] !== null;

function put(index: Map<string, Id[]>, value: string, id: Id): void {
  const ids = index.get(value);
  if (ids) ids.push(id);
  else index.set(value, [id]);
}

/** The filter under which a list leaves no inactive record out: a row that means one must find it. */
export function wholeList(name: string): Readonly<Record<string, string>> {
  const known = findResource(name)?.operations['list']?.query ?? {};
  if ('includeinactive' in known) return { includeinactive: 'true' };
  return 'activeinactive' in known ? { activeinactive: 'true,true' } : {};
}

const pick = (row: WireRecord, fields: ReadonlySet<string>): WireRecord => {
  const kept: WireRecord = {};
  for (const field of fields) if (row[field] !== undefined) kept[field] = row[field];
  return kept;
};
