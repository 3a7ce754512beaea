import type { Operation, Resource } from 'halopsa-catalogue';
import type { Query } from '../codec/query.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { ResourceParts } from '../core/context.js';
import type { BatchOptions, ListAllOptions, SearchOptions, WriteOptions } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';
import type { Page } from '../paging/page.js';
import type { RowList } from '../paging/row-list.js';
import { ResourceClient } from './resource-client.js';

/** What there is to say of a resource that the catalogue does not know. */
export interface ResourceOutline {
  /** Its name in messages and logs, in camelCase. */
  name: string;
  /** Path below `/api`, for example `/CustomEndpoint`. */
  path: string;
  /** The key of the rows in a list answer; without it the list is a bare array. */
  listKey?: string | undefined;
  /** Whether the list has numbered pages; as with Halo's own, an envelope does unless told otherwise. */
  paged?: boolean | undefined;
  idKind?: Resource['idKind'] | undefined;
  /** Fields that together name a record for a person; `name` unless told otherwise. */
  naturalKeys?: readonly string[] | undefined;
  /** Whether a write takes one object in place of an array of one. */
  singleBody?: boolean | undefined;
}

/** A resource of your own, with the type of its records. */
export interface ResourceDefinition<Custom extends object> {
  readonly resource: Resource;
  /** Never there; carries the type of the records. */
  readonly record?: Custom;
}

/** The methods that records of a resource of your own have. */
export interface CustomRecordMethods<Custom extends object> {
  update(patch: Partial<Custom>, options?: WriteOptions): Promise<CustomEntity<Custom>>;
  reload(query?: Query, options?: CallOptions): Promise<CustomEntity<Custom>>;
  delete(reason?: string, options?: CallOptions): Promise<void>;
}

/** A record of a resource of your own. */
export type CustomEntity<Custom extends object> = Custom & Omit<CustomRecordMethods<Custom>, keyof Custom>;

/** The verbs of a resource of your own, typed. */
export interface CustomResource<Custom extends object> {
  readonly resource: Resource;
  /** Calls one of its operations by its verb and gives the answer as it came. */
  call(verb: string, input?: CallInput): Promise<unknown>;
  list(query?: Query, options?: CallOptions): Promise<Page<CustomEntity<Custom>>>;
  listAll(query?: Query, options?: ListAllOptions): RowList<CustomEntity<Custom>>;
  search(text: string, options?: SearchOptions): Promise<CustomEntity<Custom>[]>;
  get(id: number | string, query?: Query, options?: CallOptions): Promise<CustomEntity<Custom>>;
  create(record: Partial<Custom>, options?: CallOptions): Promise<CustomEntity<Custom>>;
  update(patch: Partial<Custom>, options?: WriteOptions): Promise<CustomEntity<Custom>>;
  upsert(record: Partial<Custom>, options?: CallOptions): Promise<CustomEntity<Custom>>;
  delete(id: number | string, query?: Query, options?: CallOptions): Promise<Partial<Custom>>;
  batchCreate(records: readonly Partial<Custom>[], options?: BatchOptions): Promise<CustomEntity<Custom>[]>;
  batchUpdate(
    patches: readonly Partial<Custom>[],
    options?: BatchOptions & Pick<WriteOptions, 'mergeCustomFields'>,
  ): Promise<CustomEntity<Custom>[]>;
}

/** The class of resources, to extend with methods of your own. */
export const CustomResource: new <Custom extends object>(parts: ResourceParts) => CustomResource<Custom> = ResourceClient as never;

/**
 * Describes a resource that the catalogue does not know, so that it gets every verb, paging and retry: `halo.resource(definition)`.
 *
 * @example
 * const gadgets = defineResource<Gadget>({ name: 'gadgets', path: '/CustomEndpoint', listKey: 'gadgets' });
 * for await (const gadget of halo.resource(gadgets).listAll()) console.log(gadget.name);
 */
export function defineResource<Custom extends object>(outline: ResourceOutline): ResourceDefinition<Custom> {
  if (typeof outline?.name !== 'string' || typeof outline.path !== 'string')
    throw new HaloUsageError('defineResource takes an object with a name and a path', "For example { name: 'gadgets', path: '/Gadget' }.");
  return { resource: resourceOf(outline) };
}

function resourceOf(outline: ResourceOutline): Resource {
  const { name, listKey, paged = listKey !== undefined, idKind = 'int', naturalKeys = ['name'] } = outline;
  const path = `/${outline.path.replace(/^\/+|(?<!\/)\/+$/g, '')}`;
  const operation = (verb: string, method: Operation['method'], below = ''): Operation => ({
    id: `${name}.${verb}`,
    resource: name,
    verb,
    method,
    path: path + below,
    params: below === '' ? {} : { id: idKind === 'int' ? 'int' : 'string' },
    query: {},
    body: method === 'POST' ? (outline.singleBody ? 'single' : 'array') : 'none',
    bodyType: undefined,
    safety: method === 'GET' ? 'read' : method === 'DELETE' ? 'idempotent' : 'unsafe',
    legacy: false,
    partial: true,
  });
  const operations = [
    operation('list', 'GET'),
    operation('get', 'GET', '/{id}'),
    operation('upsert', 'POST'),
    operation('delete', 'DELETE', '/{id}'),
  ];
  return {
    attribute: name,
    topic: name,
    singular: name,
    title: name,
    path,
    schema: undefined,
    row: undefined,
    idKind,
    list: listKey === undefined ? { kind: 'array' } : { kind: 'envelope', key: listKey },
    paging: paged ? 'page-number' : 'none',
    pageRows: 100,
    cursor: undefined,
    key: ['id'],
    needs: {},
    naturalKeys,
    legacy: false,
    scope: { read: 'all', write: 'all' },
    operations: Object.fromEntries(operations.map((one) => [one.verb, one])),
  };
}
