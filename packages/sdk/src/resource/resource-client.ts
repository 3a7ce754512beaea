import type { Operation, Resource } from 'halopsa-catalogue';
import type { CallInput, CallOptions } from '../call.js';
import { checkId } from '../codec/path.js';
import type { Query } from '../codec/query.js';
import { readRecord } from '../codec/rows.js';
import { bindMethods } from '../entities/bind-methods.js';
import { type Adopt, createAdopt } from '../entities/entity.js';
import type { Bound } from '../entities/method-context.js';
import { ofResources } from '../entities/method-names.js';
import { HaloAPIError, HaloNotFoundError } from '../errors/api-error.js';
import { HaloAmbiguousWriteError } from '../errors/list-and-write-errors.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { Page } from '../paging/page.js';
import type { RowList } from '../paging/row-list.js';
import type { Ensured, EnsureInput } from '../write/ensure.js';
import type { BatchOptions } from './batch.js';
import { type ListAllOptions, listAll, readPage } from './list.js';

/** A record as it stands on the wire. */
export type WireRecord = Record<string, unknown>;

/** How a record is written. */
export interface WriteOptions extends CallOptions {
  /** Fields that name the record, by which one that is there already is found. */
  matchBy?: readonly string[] | undefined;
  /** Reads the record back and throws HaloUnappliedWriteError for fields that did not take the value sent: a 201 proves nothing. */
  readBack?: boolean | undefined;
  /** False sends `customfields` as given; else they are joined with what the record has, so that none is lost. */
  mergeCustomFields?: boolean | undefined;
}

/** What a resource is made of. */
export interface ResourceParts extends Bound {
  readonly resource: Resource;
  /** Pages read ahead in parallel. */
  readonly concurrency: number;
}

/** What the verbs of a resource need of their client. */
export interface ResourceContext extends ResourceParts {
  /** Gives each record its methods. */
  readonly adopt: Adopt;
}

/** How records are searched. */
export interface SearchOptions extends ListAllOptions {
  /** Filters beside the text. */
  where?: Query | undefined;
}

/**
 * The verbs of one resource, untyped; `HaloClient` gives each attribute its own types.
 * A verb that the resource lacks throws a HaloUsageError that names those it has.
 */
export class ResourceClient {
  readonly #context: ResourceContext;
  /** The records that Halo finds for a text; 50 unless told otherwise. */
  declare readonly search: (text: string, options?: SearchOptions) => Promise<WireRecord[]>;

  constructor(parts: ResourceParts) {
    const { resource } = parts;
    const methods = { ...parts, resource: this };
    this.#context = { ...parts, adopt: createAdopt(methods, resource.attribute) };
    bindMethods(this, methods, 'resource', `search ${ofResources[resource.attribute] ?? ''}`);
    for (const operation of Object.values(resource.operations)) {
      if (operation.verb in this) continue;
      Object.defineProperty(this, operation.verb, { value: (input: CallInput = {}) => this.call(operation.verb, input), enumerable: true });
    }
  }

  /** What the catalogue knows of the resource. */
  get resource(): Resource {
    return this.#context.resource;
  }

  /** Calls one of the resource's operations by its verb and gives the answer as it came. */
  async call(verb: string, input: CallInput = {}): Promise<unknown> {
    return (await this.#context.caller.call(this.#operation(verb), input)).value;
  }

  /** Reads one page; by default the first one, 50 rows at a time. */
  async list(query: Query = {}, options: CallOptions = {}): Promise<Page<WireRecord>> {
    return readPage(this.#context, this.#operation('list'), query, options);
  }

  /** Reads the whole list, page after page, and proves that it is whole. */
  listAll(query: Query = {}, options: ListAllOptions = {}): RowList<WireRecord> {
    return listAll(this.#context, this.#operation('list'), query, options);
  }

  /** Reads one record by its id; where Halo has no route for that, finds it in the list. */
  async get(id: number | string, query: Query = {}, options: CallOptions = {}): Promise<WireRecord> {
    const { resource, caller } = this.#context;
    const operation = resource.operations.get;
    if (!operation) return this.#find(id, query, options);
    const { value } = await caller.call(operation, { ...options, query, params: this.#idParam(operation, id) });
    return this.#record(operation, value);
  }

  /**
   * Makes a record; refuses one that has an id, since that would change an existing record. With `matchBy` it is made once
   * even where its answer is lost: it is looked up by these fields before anything is sent again.
   */
  async create(record: WireRecord, options: WriteOptions = {}): Promise<WireRecord> {
    const operation = this.#operation('upsert', 'create');
    this.#refuseId(record);
    const { matchBy, readBack, ...call } = options;
    const create = (): Promise<WireRecord> => this.#write(operation, record, { ...call, readBack, safety: 'unsafe' });
    if (!matchBy) return create();
    const { createOnce } = await import('../write/create-once.js');
    return createOnce({ context: this.#context, record, matchBy, options: call, create, clock: this.#context.clock });
  }

  /** Changes the fields given of the record with this id; refuses a patch without one, since that would make a new record. */
  async update(patch: WireRecord, { matchBy: _, ...options }: WriteOptions = {}): Promise<WireRecord> {
    const operation = this.#operation('upsert', 'update');
    this.#demandId(patch);
    const { mergeCustomFields, ...call } = options;
    return this.#write(operation, await this.#joined(patch, options), { ...call, safety: 'idempotent' });
  }

  /** Changes the record if it has an id, or if `matchBy` finds one; makes it if not. */
  async upsert(record: WireRecord, options: WriteOptions = {}): Promise<WireRecord> {
    if (hasId(record)) return this.update(record, options);
    if (!options.matchBy) return this.create(record, options);
    const { findMatches, matchOf } = await import('./find-matches.js');
    const match = matchOf(this.#context, record, options.matchBy);
    const found = await findMatches(this.#context, match, options);
    if (found.length > 1) throw (await import('../write/ensure.js')).severalFound(this.#context, match, found);
    return found[0] ? this.update({ ...record, id: found[0].id }, options) : this.create(record, options);
  }

  /** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
  async ensure(input: EnsureInput, options: CallOptions = {}): Promise<Ensured> {
    this.#operation('upsert', 'ensure');
    const { ensure } = await import('../write/ensure.js');
    return ensure(this.#context, this, input, options);
  }

  /** Deletes a record and gives what Halo answers: the record, or at least its id. */
  async delete(id: number | string, query: Query = {}, options: CallOptions = {}): Promise<WireRecord> {
    const operation = this.#operation('delete');
    const marks = { attempt: 0, uncertain: false };
    try {
      const { value } = await this.#context.caller.call(operation, { ...options, query, params: this.#idParam(operation, id), marks });
      return (value === undefined ? undefined : readRecord(this.resource, value)) ?? { id };
    } catch (error) {
      // An attempt whose answer was lost has deleted it.
      if (marks.uncertain && error instanceof HaloNotFoundError) return { id };
      throw error;
    }
  }

  /** Makes many records, some hundred to a request; N results for N records, in order. */
  async batchCreate(records: readonly WireRecord[], options: BatchOptions = {}): Promise<WireRecord[]> {
    const operation = this.#operation('upsert', 'batchCreate');
    for (const [index, record] of records.entries()) this.#refuseId(record, index);
    const { writeBatches } = await import('./batch.js');
    return writeBatches({ ...this.#context, operation }, records, options);
  }

  /** Changes many records, some hundred to a request; N results for N records, in order. */
  async batchUpdate(
    patches: readonly WireRecord[],
    options: BatchOptions & Pick<WriteOptions, 'mergeCustomFields'> = {},
  ): Promise<WireRecord[]> {
    const operation = this.#operation('upsert', 'batchUpdate');
    for (const [index, patch] of patches.entries()) this.#demandId(patch, index);
    const { writeBatches } = await import('./batch.js');
    const { mergeCustomFields, ...batch } = options;
    const joined: WireRecord[] = [];
    for (const patch of patches) joined.push(await this.#joined(patch, options));
    return writeBatches({ ...this.#context, operation, readBack: (id) => this.get(id, {}, { signal: options.signal }) }, joined, batch);
  }

  async #write(
    operation: Operation,
    record: WireRecord,
    { readBack, ...options }: CallInput & Pick<WriteOptions, 'readBack'>,
  ): Promise<WireRecord> {
    const body = operation.body === 'array' || operation.body === 'none' ? [record] : record;
    const { value } = await this.#context.caller.call(operation, { ...options, body });
    const written = readRecord(this.resource, value);
    if (written && !readBack) return this.#context.adopt(written);
    if (written) {
      const { proveApplied } = await import('../write/read-back.js');
      const found = await this.get(written.id as number | string, record.customfields ? { includedetails: true } : {}, options);
      proveApplied(operation.id, record, found);
      return found;
    }
    throw new HaloAmbiguousWriteError(operation.id, `${operation.id} was accepted, but the answer holds no record that proves it`);
  }

  /** A patch whose custom fields hold those of the record besides, where a write of some might lose the others. */
  async #joined(patch: WireRecord, options: Pick<WriteOptions, 'mergeCustomFields'> & CallOptions): Promise<WireRecord> {
    if (!Array.isArray(patch.customfields) || options.mergeCustomFields === false) return patch;
    const { joinCustomFields } = await import('../custom-fields/join-custom-fields.js');
    return joinCustomFields(this, patch, options);
  }

  async #find(id: number | string, query: Query, options: CallOptions): Promise<WireRecord> {
    if (!this.resource.operations.upsert || this.resource.list?.kind === 'object') this.#operation('get');
    return (await import('./find-in-list.js')).findInList(this, id, query, options);
  }

  #record(operation: Operation, value: unknown): WireRecord {
    const record = readRecord(this.resource, value);
    if (record) return this.#context.adopt(record);
    throw new HaloAPIError('halo/broken-answer', `${operation.id} answered without a record`, {
      status: 200,
      body: value,
      operation: operation.id,
    });
  }

  #idParam(operation: Operation, id: number | string): Record<string, number | string> {
    checkId(id, this.resource.idKind, operation.id);
    return { [Object.keys(operation.params)[0] ?? 'id']: id };
  }

  #operation(verb: string, asked: string = verb): Operation {
    const { resource } = this.#context;
    const operation = resource.operations[verb];
    if (operation) return operation;
    throw new HaloUsageError(
      `${resource.attribute} has no ${asked}: ${resource.path} can ${verbsOf(resource).join(', ')}`,
      'Nothing was sent.',
    );
  }

  #refuseId(record: WireRecord, index?: number): void {
    if (!hasId(record)) return;
    throw new HaloUsageError(
      `${this.resource.attribute}.create${at(index)}: the record has an id (${String(record.id)}), so Halo would change that record`,
      'Use update to change it, or leave the id out. Nothing was sent.',
    );
  }

  #demandId(patch: WireRecord, index?: number): void {
    if (!hasId(patch)) {
      throw new HaloUsageError(
        `${this.resource.attribute}.update${at(index)}: the record has no id, so Halo would make a new one`,
        'Give the id, or use create. Nothing was sent.',
      );
    }
    checkId(patch.id as number | string, this.resource.idKind, `${this.resource.attribute}.update${at(index)}`);
  }
}

/** The verbs of a resource as a caller names them, for messages and help. */
export function verbsOf(resource: Resource): string[] {
  return Object.keys(resource.operations).flatMap((verb) => (verb === 'upsert' ? ['create', 'update'] : [verb]));
}

const hasId = (record: WireRecord): boolean => record.id !== undefined && record.id !== null;
const at = (index: number | undefined): string => (index === undefined ? '' : ` record ${index + 1}`);
