import { type HaloClient, HaloUsageError, type Query, type WireRecord } from 'halopsa';
import { findResource, type Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { wordsOfField, wordsOfParameter } from 'halopsa-catalogue/words';
import type { Action, RunOptions, Toolset } from '../action.js';
import type { JsonObject, JsonSchema, ObjectSchema } from '../json.js';
import { answered } from '../schema/conform.js';
import { namesOfFields, namesOfFilters } from '../schema/name-schema.js';
import { described, pickedRecord } from '../schema/record-schema.js';
import { parameterSchema, typeSchema } from '../schema/type-schema.js';
import { filledQuery } from './filled-query.js';
import { withNames } from './names-of-rows.js';
import { notesOf, withNotes } from './write-notes.js';

/** What all kinds of action on one resource have in common. */
interface Subject {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly toolset: Toolset;
  readonly resource: string;
}

/** A list: which filters it takes, the member that holds the rows, and the fields of a row. */
export interface ListSubject extends Subject {
  readonly filters: readonly string[];
  readonly rows: string;
  /** Default: those that the catalogue selects for a row. */
  readonly fields?: readonly string[];
}

/** One record: the fields that are read or written. */
export interface RecordSubject extends Subject {
  /** Default: those that the catalogue selects for a record. */
  readonly fields?: readonly string[];
  /** Query parameters that are always sent. */
  readonly always?: Query;
}

/** A write of one record. */
export interface WriteSubject extends RecordSubject {
  /** Default: those that the catalogue selects for a write. */
  readonly writes?: readonly string[];
  readonly required?: readonly string[];
  /** Whether it makes records, changes them, or does either by whether there is an id. */
  readonly way: 'create' | 'update' | 'either';
}

const resourceOf = (name: string): Resource => {
  const resource = findResource(name);
  if (!resource) throw new RangeError(`no resource ${name}`);
  return resource;
};

/** An input of these members and no others. */
export const inputOf = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): ObjectSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
});

/** Members of an input with the words that the catalogue has for them; those that are described already keep theirs. */
export const worded = (
  resource: string,
  properties: Readonly<Record<string, JsonSchema>>,
  wordsOf: (resource: string, name: string) => string | undefined = wordsOfField,
): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      schema.description === undefined ? described(schema, wordsOf(resource, name)) : schema,
    ]),
  );

/** The schema of a resource's id. */
export const idSchema = (resource: string): JsonSchema => typeSchema(resourceOf(resource).idKind);

/** The fields of a resource's record, as they are shown. */
export const shown = (resource: string, fields: readonly string[]): ObjectSchema => {
  const { schema, row } = resourceOf(resource);
  return pickedRecord([schema, row], fields);
};

/** The fields that the catalogue selects of the many that a resource's record has. */
export function selectionOf(
  resource: string,
  part: 'row' | 'record' | 'write' = 'record',
): readonly string[] {
  const { selection } = detailsOf(resource);
  const found = part === 'row' ? (selection?.row ?? selection?.record) : selection?.[part];
  if (!found) throw new RangeError(`no fields of ${resource} are selected`);
  return found;
}

/** The fields that the catalogue selects, as they are shown. */
export const selected = (
  resource: string,
  part?: Parameters<typeof selectionOf>[1],
): ObjectSchema => shown(resource, selectionOf(resource, part));

const scopeOf = (resource: string, kind: 'read' | 'write'): readonly string[] => [
  resourceOf(resource).scope[kind],
];
const positive: JsonSchema = { type: 'integer', minimum: 1 };
const pageNumber: JsonSchema = { ...positive, description: 'Number of the page, from 1.' };

/** An action that reads a list: one page, or with `limit` as many pages as that takes. */
export function listAction({
  resource,
  filters,
  rows,
  fields = selectionOf(resource, 'row'),
  ...rest
}: ListSubject): Action {
  const { operations, paging } = resourceOf(resource);
  const { list } = operations;
  if (!list) throw new RangeError(`${resource} has no list`);
  const row = shown(resource, fields);
  const pages =
    paging === 'page-number'
      ? { page_no: pageNumber, page_size: { ...positive, maximum: 100 } }
      : {};
  const output: ObjectSchema = {
    ...inputOf({ record_count: { type: 'integer' }, [rows]: { type: 'array', items: row } }, [
      'record_count',
      rows,
    ]),
  };
  return {
    ...rest,
    effect: 'read',
    safety: 'read',
    scopes: scopeOf(resource, 'read'),
    operation: list.id,
    layout: 'flat',
    input: inputOf({
      ...worded(
        resource,
        {
          ...filterSchemas(list.query, filters),
          ...namesOfFilters(resource, filters),
          ...pages,
        },
        wordsOfParameter,
      ),
      limit: {
        ...positive,
        maximum: 5000,
        description: 'Reads page after page up to this many records, in place of one page.',
      },
    }),
    output,
    run: async (client, { limit, ...query }, { signal, onProgress, whole }) => {
      const found = await readRows(
        client,
        { resource, query: filledQuery(query), limit: limit as number | undefined },
        { signal, onProgress },
      );
      const named = await withNames(found.rows, fields, { client, resource });
      return answered(
        { record_count: found.count ?? found.rows.length, [rows]: named },
        output,
        whole,
      );
    },
  };
}

function filterSchemas(
  query: Readonly<Record<string, string>>,
  filters: readonly string[],
): Record<string, JsonSchema> {
  const entries = filters.map((name) => {
    const type = query[name];
    if (type === undefined) throw new RangeError(`no parameter ${name}`);
    return [name, parameterSchema(type)] as const;
  });
  return Object.fromEntries(entries);
}

/** Rows of a list, with the server's count of all of them. */
async function readRows(
  client: HaloClient,
  { resource, query, limit }: { resource: string; query: Query; limit: number | undefined },
  { signal, onProgress }: RunOptions,
): Promise<{ rows: readonly WireRecord[]; count: number | undefined }> {
  const subject = client.resource(resource);
  if (limit === undefined) {
    const page = await subject.list(query, { signal });
    return { rows: page.items, count: page.recordCount };
  }
  const { page_no: _, ...filters } = query;
  let count: number | undefined;
  const onPage = ({
    received,
    expected,
  }: {
    received: number;
    expected: number | undefined;
  }): void => {
    count = expected;
    onProgress?.(received, expected === undefined ? undefined : Math.min(expected, limit));
  };
  return { rows: await subject.listAll(filters, { signal, limit, onPage }).toArray(), count };
}

/** An action that reads one record by its id. */
export function getAction({
  resource,
  fields = selectionOf(resource),
  always = {},
  ...rest
}: RecordSubject): Action {
  const output = shown(resource, fields);
  return {
    ...rest,
    effect: 'read',
    safety: 'read',
    scopes: scopeOf(resource, 'read'),
    operation: `${resource}.get`,
    layout: 'flat',
    input: inputOf({ id: idSchema(resource) }, ['id']),
    output,
    run: async (client, { id }, { signal, whole }) =>
      answered(
        await client.resource(resource).get(id as number | string, always, { signal }),
        output,
        whole,
      ),
  };
}

/** An action that writes one record and returns it as Halo then has it. */
export function writeAction({
  resource,
  fields = selectionOf(resource),
  writes = selectionOf(resource, 'write'),
  required = [],
  way,
  always: _,
  ...rest
}: WriteSubject): Action {
  const output = withNotes(shown(resource, fields));
  const properties = worded(resource, {
    ...shown(resource, writes).properties,
    ...namesOfFields(resource, writes),
  });
  return {
    ...rest,
    effect: 'write',
    safety: way === 'update' ? 'idempotent' : 'unsafe',
    scopes: scopeOf(resource, 'write'),
    operation: `${resource}.upsert`,
    layout: 'flat',
    input: inputOf(
      { ...(way === 'create' ? {} : { id: idSchema(resource) }), ...properties },
      way === 'update' ? ['id', ...required] : required,
    ),
    output,
    run: async (client, input, { signal, whole }) => {
      refuseNothing(rest.name, input);
      return answered(await saveRecord(client, resource, input, { signal }), output, whole);
    },
  };
}

/** An update of nothing would be answered with the record, which reads like a change. */
function refuseNothing(name: string, input: JsonObject): void {
  if (!('id' in input) || Object.values(input).filter((value) => value !== undefined).length > 1)
    return;
  throw new HaloUsageError(
    `${name}: there is nothing to change`,
    'Give at least one field beside the id. Nothing was sent.',
  );
}

/** Updates the record where there is an id and creates it where there is none; notes are beside its fields. */
export async function saveRecord(
  client: HaloClient,
  resource: string,
  record: JsonObject,
  options: RunOptions,
): Promise<WireRecord> {
  const saved = await client.resource(resource).upsert(record, { signal: options.signal });
  return { ...saved, ...notesOf(saved) };
}

/** An action that deletes one record. */
export function deleteAction({ resource, ...rest }: Subject): Action {
  return {
    ...rest,
    effect: 'delete',
    safety: 'idempotent',
    scopes: scopeOf(resource, 'write'),
    operation: `${resource}.delete`,
    layout: 'flat',
    input: inputOf({ id: idSchema(resource) }, ['id']),
    output: inputOf({ id: idSchema(resource), deleted: { type: 'boolean' } }, ['id', 'deleted']),
    run: async (client, { id }, { signal }) => {
      await client.resource(resource).delete(id as number | string, {}, { signal });
      return { id, deleted: true };
    },
  };
}
