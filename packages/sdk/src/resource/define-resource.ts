import type { Operation, Resource } from 'halopsa-catalogue';
import type { Query } from '../codec/query.js';
import type { CallInput, CallOptions } from '../core/call.js';
import type { OwnMethods, ResourceParts } from '../core/context.js';
import type {
  BatchCreateOptions,
  BatchUpdateOptions,
  ListAllOptions,
  SearchOptions,
  WriteOptions,
} from '../core/records.js';
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
  /** Whether the list has numbered pages; default: as with Halo's own, an envelope does. */
  paged?: boolean | undefined;
  idKind?: Resource['idKind'] | undefined;
  /** Fields that together name a record for a person; default: `name`. */
  naturalKeys?: readonly string[] | undefined;
  /** Whether a write takes one object in place of an array of one. */
  singleBody?: boolean | undefined;
}

/** A resource of your own, with the types of its records and of the methods that they have. */
export interface ResourceDefinition<Custom extends object, Own = unknown> {
  readonly resource: Resource;
  readonly ownMethods?: OwnMethods<never> | undefined;
  /** Never there; carry the types of the records and of their methods. */
  readonly record?: Custom;
  readonly methods?: Own;
  /** Gives the records methods; each takes the client, the record, and what the caller gives. */
  withMethods<Methods extends OwnMethods<CustomEntity<Custom>>>(
    methods: Methods,
  ): ResourceDefinition<Custom, Called<Methods>>;
}

/** Methods as they are called on a record. */
type Called<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (
    halo: never,
    record: never,
    ...input: infer Input
  ) => infer Output
    ? (...input: Input) => Output
    : never;
};

/** The methods that records of a resource of your own have. */
export interface CustomRecordMethods<Custom extends object, Own = unknown> {
  update(patch: Partial<Custom>, options?: WriteOptions): Promise<CustomEntity<Custom, Own>>;
  reload(query?: Query, options?: CallOptions): Promise<CustomEntity<Custom, Own>>;
  delete(reason?: string, options?: CallOptions): Promise<void>;
}

/** A record of a resource of your own. */
export type CustomEntity<Custom extends object, Own = unknown> = Custom &
  Omit<CustomRecordMethods<Custom, Own> & Own, keyof Custom>;

/** The verbs of a resource of your own, typed. */
export interface CustomResource<Custom extends object, Own = unknown> {
  readonly resource: Resource;
  /** Calls one of its operations by its verb and gives the answer as it came. */
  call(verb: string, input?: CallInput): Promise<unknown>;
  list(query?: Query, options?: CallOptions): Promise<Page<CustomEntity<Custom, Own>>>;
  listAll(query?: Query, options?: ListAllOptions): RowList<CustomEntity<Custom, Own>>;
  search(text: string, options?: SearchOptions): Promise<CustomEntity<Custom, Own>[]>;
  get(
    id: number | string,
    query?: Query,
    options?: CallOptions,
  ): Promise<CustomEntity<Custom, Own>>;
  create(record: Partial<Custom>, options?: CallOptions): Promise<CustomEntity<Custom, Own>>;
  update(patch: Partial<Custom>, options?: WriteOptions): Promise<CustomEntity<Custom, Own>>;
  upsert(record: Partial<Custom>, options?: CallOptions): Promise<CustomEntity<Custom, Own>>;
  delete(id: number | string, query?: Query, options?: CallOptions): Promise<Partial<Custom>>;
  batchCreate(
    records: readonly Partial<Custom>[],
    options?: BatchCreateOptions,
  ): Promise<CustomEntity<Custom, Own>[]>;
  batchUpdate(
    patches: readonly Partial<Custom>[],
    options?: BatchUpdateOptions,
  ): Promise<CustomEntity<Custom, Own>[]>;
}

/** The class of resources, to extend with methods of your own. */
export const CustomResource: new <Custom extends object, Own = unknown>(
  parts: ResourceParts,
) => CustomResource<Custom, Own> = ResourceClient as never;

/**
 * Describes a resource that the catalogue does not know, so that it gets every verb, paging and retry: `halo.resource(definition)`.
 *
 * @example
 * const gadgets = defineResource<Gadget>({ name: 'gadgets', path: '/CustomEndpoint', listKey: 'gadgets' });
 * for await (const gadget of halo.resource(gadgets).listAll()) console.log(gadget.name);
 *
 * @example
 * const withAction = gadgets.withMethods({ act: (halo, gadget) => halo.get(`/CustomEndpoint/${gadget.id}/action`) });
 * await (await halo.resource(withAction).get(7)).act();
 */
export function defineResource<Custom extends object>(
  outline: ResourceOutline,
): ResourceDefinition<Custom> {
  if (typeof outline?.name !== 'string' || typeof outline.path !== 'string')
    throw new HaloUsageError(
      'defineResource takes an object with a name and a path',
      "For example { name: 'gadgets', path: '/Gadget' }.",
    );
  return definitionOf(resourceOf(outline));
}

const definitionOf = <Custom extends object, Own>(
  resource: Resource,
  ownMethods?: OwnMethods<never>,
): ResourceDefinition<Custom, Own> => ({
  resource,
  ownMethods,
  withMethods: (methods) =>
    definitionOf(resource, { ...ownMethods, ...(methods as OwnMethods<never>) }),
});

const safetyOf: Readonly<Record<Operation['method'], Operation['safety']>> = {
  GET: 'read',
  POST: 'unsafe',
  DELETE: 'idempotent',
};

function resourceOf(outline: ResourceOutline): Resource {
  const {
    name,
    listKey,
    paged = listKey !== undefined,
    idKind = 'int',
    naturalKeys = ['name'],
  } = outline;
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
    safety: safetyOf[method],
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
    pagesSeen: false,
    cursor: undefined,
    key: ['id'],
    needs: {},
    naturalKeys,
    legacy: false,
    scope: { read: 'all', write: 'all' },
    operations: Object.fromEntries(operations.map((one) => [one.verb, one])),
  };
}
