import type { Resource } from 'halopsa-catalogue';
import type { Query } from '../codec/query.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { Context, ResourceParts } from '../core/context.js';
import type {
  BatchCreateOptions,
  BatchUpdateOptions,
  Ensured,
  EnsureInput,
  ListAllOptions,
  ResourceVerbs,
  SearchOptions,
  WireRecord,
  WriteOptions,
} from '../core/records.js';
import { loadBodies } from '../load-bodies.js';
import { createAdopt } from '../methods/adopt.js';
import { bindMethods } from '../methods/bind-methods.js';
import { type MethodTable, ofAnyResource, ofResources } from '../methods/table.js';
import type { Page } from '../paging/page.js';
import { RowList } from '../paging/row-list.js';
import { operationOf } from './operation-of.js';

/**
 * The verbs of one resource, untyped; `HaloClient` gives each attribute its own types.
 * A verb that the resource lacks throws a HaloUsageError that names those it has.
 */
export class ResourceClient implements ResourceVerbs {
  readonly #context: Context;
  /** The records that Halo finds for a text; default: 50. */
  declare readonly search: (text: string, options?: SearchOptions) => Promise<WireRecord[]>;
  /** Records with ids in place of the names in them, as a write would send them. */
  declare readonly withIds: ResourceVerbs['withIds'];

  constructor(parts: ResourceParts) {
    const { resource } = parts;
    const context: Context = { ...parts, verbs: this, adopt: (record) => adopt(record) };
    const adopt = createAdopt(context);
    this.#context = context;
    const { attribute } = resource;
    bindMethods(this, context, 'resource', ofAnyResource);
    bindMethods(
      this,
      context,
      `resource ${attribute}`,
      (ofResources as Readonly<Record<string, MethodTable>>)[attribute],
    );
    for (const operation of Object.values(resource.operations)) {
      if (operation.verb in this) continue;
      Object.defineProperty(this, operation.verb, {
        value: (input: CallInput = {}) => this.call(operation.verb, input),
        enumerable: true,
      });
    }
  }

  /** What the catalogue knows of the resource. */
  get resource(): Resource {
    return this.#context.resource;
  }

  /** Calls one of the resource's operations by its verb and gives the answer as it came. */
  async call(verb: string, input: CallInput = {}): Promise<unknown> {
    const operation = operationOf(this.resource, verb);
    return (await loadBodies()).callOperation(this.#context, operation, input);
  }

  /** Reads one page; by default the first one, 50 rows at a time. */
  async list(query: Query = {}, options: CallOptions = {}): Promise<Page<WireRecord>> {
    const operation = operationOf(this.resource, 'list');
    return (await this.#load('list', query, options)).readPage(
      this.#context,
      operation,
      query,
      options,
    );
  }

  /** Reads the whole list, page after page, and proves that it is whole; nothing is sent before it is iterated. */
  listAll(query: Query = {}, options: ListAllOptions = {}): RowList<WireRecord> {
    const operation = operationOf(this.resource, 'list');
    const context = this.#context;
    const load = this.#load.bind(this);
    return new RowList(async function* pages() {
      yield* (await load('listAll', query, options)).readPages(context, operation, query, options);
    });
  }

  /** Reads one record by its id; where Halo has no route for that, finds it in the list. */
  async get(
    id: number | string,
    query: Query = {},
    options: CallOptions = {},
  ): Promise<WireRecord> {
    return (await this.#load('get', id, query, options)).getRecord(this.#context, id, {
      ...options,
      query,
    });
  }

  /**
   * Makes a record; refuses one that has an id, since that would change an existing record. With `matchBy` it is made once
   * even where its answer is lost: it is looked up by these fields before anything is sent again.
   */
  async create(record: WireRecord, options: WriteOptions = {}): Promise<WireRecord> {
    return (await this.#load('create', record, options)).createRecord(
      this.#context,
      record,
      options,
    );
  }

  /** Changes the fields given of the record with this id; refuses a patch without one, since that would make a new record. */
  async update(patch: WireRecord, options: WriteOptions = {}): Promise<WireRecord> {
    return (await this.#load('update', patch, options)).updateRecord(this.#context, patch, options);
  }

  /** Changes the record if it has an id, or if `matchBy` finds one; makes it if not. */
  async upsert(record: WireRecord, options: WriteOptions = {}): Promise<WireRecord> {
    return (await this.#load('upsert', record, options)).upsertRecord(
      this.#context,
      record,
      options,
    );
  }

  /** Holds records against the catalogue as a write does, and sends nothing; throws HaloBodyError for fields that Halo would ignore. */
  async check(records: WireRecord | readonly WireRecord[]): Promise<void> {
    const operation = operationOf(this.resource, 'upsert', 'check');
    return (await this.#load('check', records)).checkRecords(this.#context, operation, records);
  }

  /** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
  async ensure(input: EnsureInput, options: CallOptions = {}): Promise<Ensured> {
    operationOf(this.resource, 'upsert', 'ensure');
    return (await this.#load('ensure', input, options)).ensure(this.#context, input, options);
  }

  /** Deletes a record and gives what Halo answers: the record, or at least its id. */
  async delete(
    id: number | string,
    query: Query = {},
    options: CallOptions = {},
  ): Promise<WireRecord> {
    return (await this.#load('delete', id, query, options)).deleteRecord(this.#context, id, {
      ...options,
      query,
    });
  }

  /** Makes many records, some hundred to a request; N results for N records, in order. */
  async batchCreate(
    records: readonly WireRecord[],
    options: BatchCreateOptions = {},
  ): Promise<WireRecord[]> {
    return (await this.#load('batchCreate', records, options)).createRecords(
      this.#context,
      records,
      options,
    );
  }

  /** Changes many records, some hundred to a request; N results for N records, in order. */
  async batchUpdate(
    patches: readonly WireRecord[],
    options: BatchUpdateOptions = {},
  ): Promise<WireRecord[]> {
    return (await this.#load('batchUpdate', patches, options)).updateRecords(
      this.#context,
      patches,
      options,
    );
  }

  /** Loads what the verbs do, and holds the arguments of one of them: callers without types may get them wrong. */
  async #load(verb: Parameters<Bodies['demandVerb']>[1], ...given: unknown[]): Promise<Bodies> {
    const loaded = await loadBodies();
    loaded.demandVerb(this.resource, verb, given);
    return loaded;
  }
}

type Bodies = typeof import('../bodies.js');
