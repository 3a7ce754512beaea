import type { Input, Nothing, Operations, ResourceTypes, Routes } from 'halopsa-catalogue/types';
import type { Query } from '../codec/query.js';

/** Attribute names of all resources. */
export type ResourceName = keyof ResourceTypes;
/** Ids of all operations, for example `tickets.list`. */
export type OperationId = keyof Operations;
/** Routes of all operations, for example `GET /Tickets/{id}`. */
export type Route = keyof Routes;

/** The query of an operation; of one that is not in the catalogue, anything. */
export type QueryOf<Id> = Id extends OperationId
  ? Operations[Id]['query'] extends Nothing
    ? Query
    : Operations[Id]['query']
  : Query;

/** Resources that can be listed. */
export type ListableName = {
  [Name in ResourceName]: 'list' extends ResourceTypes[Name]['verbs'] ? Name : never;
}[ResourceName];
/** Resources whose list takes a text to search for. */
export type SearchableName = {
  [Name in ListableName]: 'search' extends keyof QueryOf<`${Name}.list`> ? Name : never;
}[ListableName];

/** The fields of a record to be written, all but the id; names of records in place of ids. */
export type Changes<Name extends ResourceName> = Omit<
  Input<ResourceTypes[Name]['record']>,
  'id' | keyof ResourceTypes[Name]['names']
> &
  ResourceTypes[Name]['names'];
/** A record to be made, with any field but the id. */
export type NewRecord<Name extends ResourceName> = Changes<Name> & { id?: never };
/** Changes to a record: its id, and the fields to change. */
export type Patch<Name extends ResourceName> = Changes<Name> & { id: ResourceTypes[Name]['id'] };
/** A record to be changed if it has an id, and made if not. */
export type AnyRecordOf<Name extends ResourceName> = Changes<Name> & {
  id?: ResourceTypes[Name]['id'] | null | undefined;
};

/** Methods that a resource has if it has the verb. */
export type Has<
  Name extends ResourceName,
  Verb,
  Methods,
> = Verb extends ResourceTypes[Name]['verbs'] ? Methods : unknown;
