import type { Resource } from 'halopsa-catalogue';
import type { WireRecord } from '../codec/json-value.js';
import type { Query } from '../codec/query.js';
import type { Page } from '../paging/page.js';
import type { RowList } from '../paging/row-list.js';
import type { BodyOptions, CallInput, CallOptions } from './call.js';

export type { WireRecord } from '../codec/json-value.js';

/** How a record is written. */
export interface WriteOptions extends CallOptions, BodyOptions {
  /** Fields that name the record, by which one that is there already is found. */
  matchBy?: readonly string[] | undefined;
  /**
   * True reads the record back and throws HaloUnappliedWriteError for fields that did not take the value sent: a 201 proves
   * nothing. `warn` reads it only where the answer does not show all that was sent, and notes them as HaloNotTakenWarning.
   */
  readBack?: boolean | 'warn' | undefined;
  /** False sends `customfields` as given; else they are joined with what the record has, so that none is lost. */
  mergeCustomFields?: boolean | undefined;
}

/** How a whole list is read. */
export interface ListAllOptions extends CallOptions {
  /** Rows wanted at the most. */
  limit?: number | undefined;
  /** Pages read ahead in parallel. */
  concurrency?: number | undefined;
  /** Told after each page: rows received so far, and the server's count where it gives one. */
  onPage?: ((progress: { received: number; expected: number | undefined }) => void) | undefined;
}

/** How records are searched. */
export interface SearchOptions extends ListAllOptions {
  /** Filters beside the text. */
  where?: Query | undefined;
}

/** How a batch of records is written. */
export interface BatchOptions extends CallOptions, BodyOptions {
  /** Records to a request; default: 100. */
  batchSize?: number | undefined;
  /** Told after each request, with the records that it wrote. */
  onBatch?:
    | ((progress: { done: number; total: number; records: readonly WireRecord[] }) => void)
    | undefined;
}

/** Options of a batch of new records. */
export interface BatchCreateOptions extends BatchOptions {
  /** Reads each record back where the answer does not show all that was sent, and notes what did not take as HaloNotTakenWarning. */
  readBack?: 'warn' | undefined;
}

/** Options of a batch of changes. */
export type BatchUpdateOptions = BatchOptions & Pick<WriteOptions, 'mergeCustomFields'>;

/** What a record is to be like. */
export interface EnsureInput {
  /** Fields, with their values, that name the record. */
  matchBy: WireRecord;
  /** Further fields of a record that has to be made. */
  create?: WireRecord | undefined;
  /** Fields that an existing record is to have too; it is left alone where it has them. */
  update?: WireRecord | undefined;
}

/** A record that is there now, and what that took. */
export interface Ensured<Row = WireRecord> {
  readonly record: Row;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

/**
 * The verbs of one resource, untyped; `HaloClient` gives each attribute its own types.
 * A verb that the resource lacks throws a HaloUsageError that names those it has.
 */
export interface ResourceVerbs {
  /** What the catalogue knows of the resource. */
  readonly resource: Resource;
  /** Calls one of the resource's operations by its verb and gives the answer as it came. */
  call(verb: string, input?: CallInput): Promise<unknown>;
  /** Reads one page; by default the first one, 50 rows at a time. */
  list(query?: Query, options?: CallOptions): Promise<Page<WireRecord>>;
  /** Reads the whole list, page after page, and proves that it is whole; nothing is sent before it is iterated. */
  listAll(query?: Query, options?: ListAllOptions): RowList<WireRecord>;
  /** The records that Halo finds for a text; default: 50. */
  search(text: string, options?: SearchOptions): Promise<WireRecord[]>;
  /** Reads one record by its id; where Halo has no route for that, finds it in the list. */
  get(id: number | string, query?: Query, options?: CallOptions): Promise<WireRecord>;
  /**
   * Makes a record; refuses one that has an id, since that would change an existing record. With `matchBy` it is made once
   * even where its answer is lost: it is looked up by these fields before anything is sent again.
   */
  create(record: WireRecord, options?: WriteOptions): Promise<WireRecord>;
  /** Changes the fields given of the record with this id; refuses a patch without one, since that would make a new record. */
  update(patch: WireRecord, options?: WriteOptions): Promise<WireRecord>;
  /** Changes the record if it has an id, or if `matchBy` finds one; makes it if not. */
  upsert(record: WireRecord, options?: WriteOptions): Promise<WireRecord>;
  /** Holds records against the catalogue as a write does, and sends nothing; throws HaloBodyError for fields that Halo would ignore. */
  check(records: WireRecord | readonly WireRecord[]): Promise<void>;
  /** Records with ids in place of the names in them, as a write would send them; sends nothing but the look-ups. */
  withIds(records: readonly WireRecord[], options?: CallOptions): Promise<WireRecord[]>;
  /** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
  ensure(input: EnsureInput, options?: CallOptions): Promise<Ensured>;
  /** Deletes a record and gives what Halo answers: the record, or at least its id. */
  delete(id: number | string, query?: Query, options?: CallOptions): Promise<WireRecord>;
  /** Makes many records, some hundred to a request; N results for N records, in order. */
  batchCreate(records: readonly WireRecord[], options?: BatchCreateOptions): Promise<WireRecord[]>;
  /** Changes many records, some hundred to a request; N results for N records, in order. */
  batchUpdate(patches: readonly WireRecord[], options?: BatchUpdateOptions): Promise<WireRecord[]>;
}
