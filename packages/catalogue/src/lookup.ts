import type { CompactOperation, CompactResource } from './compact.js';
import { routes } from './generated/routes.js';
import type { ListShape, Operation, PagingStyle, Resource } from './model.js';

const [queryLine, nameLine, ...rows] = routes.split('\n') as [string, string, ...string[]];
const decoded = new Map<string, Resource>();

/** Distinct query parameters as `name:type`, which operations refer to by index. */
const queryParameters = JSON.parse(queryLine) as readonly string[];

/** Attribute names of all resources, in alphabetical order of their topics. */
export const resourceNames: readonly string[] = JSON.parse(nameLine) as readonly string[];

/** The kebab-case spelling of a camelCase name: `kbArticles` is `kb-articles`. */
export const toKebab = (camel: string): string =>
  camel.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/** The camelCase spelling of a kebab-case name: `kb-articles` is `kbArticles`. */
export const toCamel = (kebab: string): string =>
  kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The resource with this attribute name, for example `tickets`, or undefined. */
export function findResource(attribute: string): Resource | undefined {
  const known = decoded.get(attribute);
  if (known) return known;
  const row = rows[resourceNames.indexOf(attribute)];
  if (row === undefined) return undefined;
  const resource = decodeResource(JSON.parse(row) as CompactResource);
  decoded.set(attribute, resource);
  return resource;
}

/** The resource with this attribute name; throws a RangeError where there is none. */
export function resourceNamed(attribute: string): Resource {
  const resource = findResource(attribute);
  if (!resource) throw new RangeError(`no resource is named ${attribute}`);
  return resource;
}

/** The operation with this id, for example `tickets.list`, or undefined. */
export function findOperation(id: string): Operation | undefined {
  const dot = id.indexOf('.');
  return dot < 0 ? undefined : findResource(id.slice(0, dot))?.operations[id.slice(dot + 1)];
}

/** All resources, in alphabetical order of their topics. */
export const allResources = (): Resource[] => resourceNames.map(resourceNamed);

/** All operations of all resources. */
export const allOperations = (): Operation[] =>
  allResources().flatMap((resource) => Object.values(resource.operations));

function decodeResource(row: CompactResource): Resource {
  const [
    attribute,
    path,
    singular,
    title,
    schema,
    listRow,
    idKind,
    list,
    paging,
    needs,
    naturalKeys,
    legacy,
    read,
    write,
    key,
    operations,
  ] = row;
  return {
    attribute,
    topic: toKebab(attribute),
    singular,
    title,
    path,
    schema: schema || undefined,
    row: listRow || schema || undefined,
    idKind,
    list: decodeList(list),
    ...decodePaging(paging),
    key: key || ['id'],
    needs: needs || {},
    naturalKeys: naturalKeys || [],
    legacy: legacy === 1,
    scope: { read, write },
    operations: bareRecord(
      operations.map((operation) => [operation[0], decodeOperation(attribute, path, operation)]),
    ),
  };
}

/** The rows to a page at most, where no other number was seen. */
const pageRows = 100;

function decodePaging(
  paging: CompactResource[8],
): Pick<Resource, 'paging' | 'cursor' | 'pageRows' | 'pagesSeen'> {
  const expected = { cursor: undefined, pageRows, pagesSeen: false };
  if (!Array.isArray(paging)) return { ...expected, paging: paging || undefined };
  const [first, second] = paging;
  if (typeof second === 'number')
    return { ...expected, paging: first as PagingStyle, pageRows: second, pagesSeen: true };
  return { ...expected, paging: 'cursor', cursor: { parameter: first, field: second } };
}

function decodeList(list: string | 0 | 1 | null): ListShape | undefined {
  if (list === null) return undefined;
  if (typeof list === 'string') return { kind: 'envelope', key: list };
  return { kind: list === 0 ? 'array' : 'object' };
}

function decodeOperation(resource: string, base: string, row: CompactOperation): Operation {
  const [
    verb,
    method,
    path,
    safety,
    query = [],
    params = 0,
    body = 'none',
    bodyType = 0,
    flags = 0,
  ] = row;
  return {
    id: `${resource}.${verb}`,
    resource,
    verb,
    method,
    path: base + path,
    params: bareRecord(Object.entries(params || {})),
    query: bareRecord(query.map((index) => splitOnce(queryParameters[index] ?? ''))),
    body,
    bodyType: bodyType || undefined,
    safety,
    legacy: (flags & 1) !== 0,
    partial: (flags & 2) !== 0,
  };
}

/** A record without a prototype: a name that somebody types, such as `constructor`, finds nothing in it that is not there. */
function bareRecord<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  const record = Object.create(null) as Record<string, Value>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

function splitOnce(text: string): [string, string] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}
