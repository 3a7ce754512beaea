import type { Input, Operations, ResourceTypes } from 'halopsa-catalogue/types';
import type { CallOptions } from '../core/call.js';
import type {
  BatchCreateOptions,
  BatchOptions,
  Ensured,
  ListAllOptions,
  ResourceVerbs,
  SearchOptions,
  WriteOptions,
} from '../core/records.js';
import type { Page } from '../paging/page.js';
import type { RowList } from '../paging/row-list.js';
import type { Entity, ResourceMethods, RowEntity } from './entities.js';
import type {
  AnyRecordOf,
  Has,
  NewRecord,
  OperationId,
  Patch,
  QueryOf,
  ResourceName,
  SearchableName,
} from './names.js';
import type { OperationInput } from './requests.js';

interface Lists<Name extends ResourceName> {
  /** Reads one page; by default the first one, 50 rows at a time. */
  list(query?: QueryOf<`${Name}.list`>, options?: CallOptions): Promise<Page<RowEntity<Name>>>;
  /** Reads the whole list, page after page, and proves that it is whole. */
  listAll(query?: QueryOf<`${Name}.list`>, options?: ListAllOptions): RowList<RowEntity<Name>>;
}

interface Searches<Name extends ResourceName> {
  /** The records that Halo finds for a text; default: 50. */
  search(
    text: string,
    options?: SearchOptions & { where?: QueryOf<`${Name}.list`> },
  ): Promise<RowEntity<Name>[]>;
}

interface Gets<Name extends ResourceName> {
  /** Reads one record by its id. */
  get(
    id: ResourceTypes[Name]['id'],
    query?: QueryOf<`${Name}.get`>,
    options?: CallOptions,
  ): Promise<Entity<Name>>;
}

interface Writes<Name extends ResourceName> {
  /** Makes a record; refuses one that has an id. */
  create(record: NewRecord<Name>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Changes the fields given of the record with this id; custom fields that are not given stay as they are. */
  update(patch: Patch<Name>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Changes the record if it has an id, makes it if not. */
  upsert(record: AnyRecordOf<Name>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Holds records against the catalogue as a write does, and sends nothing; throws HaloBodyError for fields that Halo would ignore. */
  check(records: AnyRecordOf<Name> | readonly AnyRecordOf<Name>[]): Promise<void>;
  /** Records with ids in place of the names in them, as a write would send them; sends nothing but the look-ups. */
  withIds(
    records: readonly AnyRecordOf<Name>[],
    options?: CallOptions,
  ): Promise<Input<ResourceTypes[Name]['record']>[]>;
  /** Makes many records; N results for N records, in order. */
  batchCreate(
    records: readonly NewRecord<Name>[],
    options?: BatchCreateOptions,
  ): Promise<Entity<Name>[]>;
  /** Changes many records; N results for N records, in order. */
  batchUpdate(
    patches: readonly Patch<Name>[],
    options?: BatchOptions & Pick<WriteOptions, 'mergeCustomFields'>,
  ): Promise<Entity<Name>[]>;
}

/** How a record of this resource is written. */
export interface WriteOptionsOf<Name extends ResourceName> extends Omit<WriteOptions, 'matchBy'> {
  /** Fields that name the record, by which one that is there already is found. */
  matchBy?: readonly (keyof ResourceTypes[Name]['record'] & string)[] | undefined;
}

interface Ensures<Name extends ResourceName> {
  /** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
  ensure(
    input: {
      matchBy: NewRecord<Name>;
      create?: NewRecord<Name> | undefined;
      update?: NewRecord<Name> | undefined;
    },
    options?: CallOptions,
  ): Promise<Ensured<Entity<Name>>>;
}

interface Deletes<Name extends ResourceName> {
  /** Deletes a record and gives what Halo answers: the record, or at least its id. */
  delete(
    id: ResourceTypes[Name]['id'],
    query?: QueryOf<`${Name}.delete`>,
    options?: CallOptions,
  ): Promise<Partial<ResourceTypes[Name]['record']>>;
}

type Extra<Id> = Id extends OperationId
  ? (input?: OperationInput<Id>) => Promise<Operations[Id]['result']>
  : never;

type Extras<Name extends ResourceName> = {
  [Verb in Exclude<keyof ResourceTypes[Name]['extras'], keyof ResourceMethodsOf<Name>>]: Extra<
    ResourceTypes[Name]['extras'][Verb]
  >;
};

type ResourceMethodsOf<Name> = Name extends keyof ResourceMethods ? ResourceMethods[Name] : unknown;

/** The verbs of one resource, typed: only those that it has. */
export type ResourceOf<Name extends ResourceName> = Pick<ResourceVerbs, 'resource'> &
  Has<Name, 'list', Lists<Name>> &
  (Name extends SearchableName ? Searches<Name> : unknown) &
  Has<Name, 'get', Gets<Name>> &
  Has<Name, 'upsert', Writes<Name> & Ensures<Name>> &
  Has<Name, 'delete', Deletes<Name>> &
  ResourceMethodsOf<Name> &
  Extras<Name>;

/** Every resource of the catalogue as an attribute. */
export type Resources = { readonly [Name in ResourceName]: ResourceOf<Name> };
