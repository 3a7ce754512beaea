import type { Input, Nothing, Operations, ResourceTypes, Routes } from 'halopsa-catalogue/types';
import type { BodyOptions, CallInput, CallOptions } from './call.js';
import type { Query } from './codec/query.js';
import type { EntityMethods } from './entities/entity-methods.js';
import type { RecordDeletes, RecordReads, RecordWrites } from './entities/record-method-types.js';
import type { ResourceMethods } from './entities/resource-methods.js';
import type { Page } from './paging/page.js';
import type { RowList } from './paging/row-list.js';
import type { BatchOptions } from './resource/batch.js';
import type { ListAllOptions } from './resource/list.js';
import type { ResourceClient, SearchOptions, WriteOptions } from './resource/resource-client.js';
import type { Ensured } from './write/ensure.js';

/** Attribute names of all resources. */
export type ResourceName = keyof ResourceTypes;
/** Ids of all operations, for example `tickets.list`. */
export type OperationId = keyof Operations;
/** Routes of all operations, for example `GET /Tickets/{id}`. */
export type Route = keyof Routes;

type QueryOf<Id> = Id extends OperationId ? (Operations[Id]['query'] extends Nothing ? Query : Operations[Id]['query']) : Query;

/** Input of one operation, typed by the catalogue. */
export interface OperationInput<Id extends OperationId> extends CallOptions, BodyOptions {
  params?: Operations[Id]['params'] | undefined;
  query?: QueryOf<Id> | undefined;
  body?: Operations[Id]['body'] | undefined;
}

/** Path parameters, query and body of a raw request whose route is in the catalogue. */
export interface RequestInput<Id extends OperationId> extends CallOptions {
  path?: Operations[Id]['params'] | undefined;
  query?: QueryOf<Id> | undefined;
  body?: Operations[Id]['body'] | ElementOf<Operations[Id]['body']> | undefined;
  /** Sends a single object as it is where the operation takes an array. */
  rawBody?: boolean | undefined;
}

/** Input of a raw request to a path that need not be in the catalogue. */
export interface AnyRequestInput extends Omit<CallInput, 'params' | 'safety' | 'marks' | 'extraFields'> {
  path?: Readonly<Record<string, string | number>> | undefined;
  rawBody?: boolean | undefined;
}

type ElementOf<Body> = Body extends readonly (infer Element)[] ? Element : Body;

/** Records as they are given: the wire record with the methods of its resource. */
export type Entity<Name extends ResourceName> = ResourceTypes[Name]['record'] & MethodsOf<Name, ResourceTypes[Name]['record']>;
/** Rows of a list, with the same methods; they have fewer fields than the record. */
export type RowEntity<Name extends ResourceName> = ResourceTypes[Name]['row'] & MethodsOf<Name, ResourceTypes[Name]['row']>;

/** A field of the record hides the method of its name. */
type MethodsOf<Name extends ResourceName, Wire> = Omit<VerbMethods<Name> & OwnMethods<Name>, keyof Wire>;
type VerbMethods<Name extends ResourceName> = Has<Name, 'upsert', RecordWrites<Name>> &
  Has<Name, 'get', RecordReads<Name>> &
  Has<Name, 'delete', RecordDeletes>;
type OwnMethods<Name> = Name extends keyof EntityMethods ? EntityMethods[Name] : unknown;

/** Resources that can be listed. */
export type ListableName = { [Name in ResourceName]: 'list' extends ResourceTypes[Name]['verbs'] ? Name : never }[ResourceName];
/** Resources whose list takes a text to search for. */
export type SearchableName = { [Name in ListableName]: 'search' extends keyof QueryOf<`${Name}.list`> ? Name : never }[ListableName];

interface Lists<Name extends ResourceName> {
  /** Reads one page; by default the first one, 50 rows at a time. */
  list(query?: QueryOf<`${Name}.list`>, options?: CallOptions): Promise<Page<RowEntity<Name>>>;
  /** Reads the whole list, page after page, and proves that it is whole. */
  listAll(query?: QueryOf<`${Name}.list`>, options?: ListAllOptions): RowList<RowEntity<Name>>;
}

interface Searches<Name extends ResourceName> {
  /** The records that Halo finds for a text; 50 unless told otherwise. */
  search(text: string, options?: SearchOptions & { where?: QueryOf<`${Name}.list`> }): Promise<RowEntity<Name>[]>;
}

interface Gets<Name extends ResourceName> {
  /** Reads one record by its id. */
  get(id: ResourceTypes[Name]['id'], query?: QueryOf<`${Name}.get`>, options?: CallOptions): Promise<Entity<Name>>;
}

interface Writes<Name extends ResourceName> {
  /** Makes a record; refuses one that has an id. */
  create(record: NewRecord<Name>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Changes the fields given of the record with this id; custom fields that are not given stay as they are. */
  update(patch: Patch<Name>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Changes the record if it has an id, makes it if not. */
  upsert(record: Input<ResourceTypes[Name]['record']>, options?: WriteOptionsOf<Name>): Promise<Entity<Name>>;
  /** Holds records against the catalogue as a write does, and sends nothing; throws HaloBodyError for fields that Halo would ignore. */
  check(records: NewRecord<Name> | Input<ResourceTypes[Name]['record']> | readonly Input<ResourceTypes[Name]['record']>[]): Promise<void>;
  /** Makes many records; N results for N records, in order. */
  batchCreate(records: readonly NewRecord<Name>[], options?: BatchOptions): Promise<Entity<Name>[]>;
  /** Changes many records; N results for N records, in order. */
  batchUpdate(patches: readonly Patch<Name>[], options?: BatchOptions & Pick<WriteOptions, 'mergeCustomFields'>): Promise<Entity<Name>[]>;
}

/** How a record of this resource is written. */
export interface WriteOptionsOf<Name extends ResourceName> extends Omit<WriteOptions, 'matchBy'> {
  /** Fields that name the record, by which one that is there already is found. */
  matchBy?: readonly (keyof ResourceTypes[Name]['record'] & string)[] | undefined;
}

interface Ensures<Name extends ResourceName> {
  /** Makes sure that exactly one record with this key is there, with these values; safe to run again. */
  ensure(
    input: { matchBy: NewRecord<Name>; create?: NewRecord<Name> | undefined; update?: NewRecord<Name> | undefined },
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

/** A record to be made, with any field but the id. */
export type NewRecord<Name extends ResourceName> = Omit<Input<ResourceTypes[Name]['record']>, 'id'> & { id?: never };
/** Changes to a record: its id, and the fields to change. */
export type Patch<Name extends ResourceName> = Omit<Input<ResourceTypes[Name]['record']>, 'id'> & { id: ResourceTypes[Name]['id'] };

type Extra<Id> = Id extends OperationId ? (input?: OperationInput<Id>) => Promise<Operations[Id]['result']> : never;

type Extras<Name extends ResourceName> = {
  [Verb in Exclude<keyof ResourceTypes[Name]['extras'], keyof ResourceMethodsOf<Name>>]: Extra<ResourceTypes[Name]['extras'][Verb]>;
};

type Has<Name extends ResourceName, Verb, Methods> = Verb extends ResourceTypes[Name]['verbs'] ? Methods : unknown;

type ResourceMethodsOf<Name> = Name extends keyof ResourceMethods ? ResourceMethods[Name] : unknown;

/** The verbs of one resource, typed: only those that it has. */
export type ResourceOf<Name extends ResourceName> = Pick<ResourceClient, 'resource'> &
  Has<Name, 'list', Lists<Name>> &
  (Name extends SearchableName ? Searches<Name> : unknown) &
  Has<Name, 'get', Gets<Name>> &
  Has<Name, 'upsert', Writes<Name> & Ensures<Name>> &
  Has<Name, 'delete', Deletes<Name>> &
  ResourceMethodsOf<Name> &
  Extras<Name>;

/** Every resource of the catalogue as an attribute. */
export type Resources = { readonly [Name in ResourceName]: ResourceOf<Name> };

/** What a raw request answers: the operation's result, or anything for a path that the catalogue does not list. */
export type ResultOf<Id extends OperationId> = Operations[Id]['result'];
/** The operation behind a route. */
export type OperationAt<R extends Route> = Routes[R];
